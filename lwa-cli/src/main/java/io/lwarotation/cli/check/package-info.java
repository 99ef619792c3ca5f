/** {@code lwa check}: whether the stored credentials work now. */
@NullMarked
package io.lwarotation.cli.check;

import org.jspecify.annotations.NullMarked;
