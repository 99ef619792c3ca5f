/** {@code lwa notices}. */
@NullMarked
package io.lwarotation.cli.notices;

import org.jspecify.annotations.NullMarked;
