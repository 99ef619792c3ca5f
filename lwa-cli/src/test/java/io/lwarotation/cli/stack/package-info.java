@NullMarked
package io.lwarotation.cli.stack;

import org.jspecify.annotations.NullMarked;
