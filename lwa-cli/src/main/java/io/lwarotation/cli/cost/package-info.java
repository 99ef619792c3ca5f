/** {@code lwa cost}: the monthly bill, computed. */
@NullMarked
package io.lwarotation.cli.cost;

import org.jspecify.annotations.NullMarked;
