@NullMarked
package io.lwarotation.local.cloud;

import org.jspecify.annotations.NullMarked;
