@NullMarked
package io.lwarotation.workbench.play;

import org.jspecify.annotations.NullMarked;
