/** What shows and measures the project: run from a checkout, never released. */
@NullMarked
package io.lwarotation.workbench;

import org.jspecify.annotations.NullMarked;
