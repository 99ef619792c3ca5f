@NullMarked
package io.lwarotation.workbench;

import org.jspecify.annotations.NullMarked;
