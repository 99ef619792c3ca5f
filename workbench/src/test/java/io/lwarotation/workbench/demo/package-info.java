@NullMarked
package io.lwarotation.workbench.demo;

import org.jspecify.annotations.NullMarked;
