@NullMarked
package io.lwarotation.cli;

import org.jspecify.annotations.NullMarked;
