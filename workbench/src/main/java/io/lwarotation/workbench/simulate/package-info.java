/** {@code lwa simulate}: the proof of the rotation, with as many seeds as wanted. */
@NullMarked
package io.lwarotation.workbench.simulate;

import org.jspecify.annotations.NullMarked;
