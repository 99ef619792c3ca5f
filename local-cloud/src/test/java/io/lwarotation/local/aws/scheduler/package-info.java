@NullMarked
package io.lwarotation.local.aws.scheduler;

import org.jspecify.annotations.NullMarked;
