@NullMarked
package io.lwarotation.core.watch;

import org.jspecify.annotations.NullMarked;
