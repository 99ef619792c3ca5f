@NullMarked
package io.lwarotation.core.sweep;

import org.jspecify.annotations.NullMarked;
