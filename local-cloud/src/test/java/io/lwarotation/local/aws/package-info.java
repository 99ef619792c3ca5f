@NullMarked
package io.lwarotation.local.aws;

import org.jspecify.annotations.NullMarked;
