@NullMarked
package io.lwarotation.local.aws.events;

import org.jspecify.annotations.NullMarked;
