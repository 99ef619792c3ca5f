/** {@code lwa rotate}: a rotation on demand, by the same rules as by itself. */
@NullMarked
package io.lwarotation.cli.rotate;

import org.jspecify.annotations.NullMarked;
