/** {@code lwa drill}: the rehearsal of the reminder. */
@NullMarked
package io.lwarotation.cli.drill;

import org.jspecify.annotations.NullMarked;
