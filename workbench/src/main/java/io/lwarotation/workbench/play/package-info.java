/**
 * Stand-ins that stay, with a clock that can be moved and the operator's command pointed at them.
 */
@NullMarked
package io.lwarotation.workbench.play;

import org.jspecify.annotations.NullMarked;
