@NullMarked
package io.lwarotation.local;

import org.jspecify.annotations.NullMarked;
