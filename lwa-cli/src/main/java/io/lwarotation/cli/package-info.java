/** The operator's command {@code ./lwa}. */
@NullMarked
package io.lwarotation.cli;

import org.jspecify.annotations.NullMarked;
