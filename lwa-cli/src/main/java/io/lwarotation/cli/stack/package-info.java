/** An application's stack, parameters and endpoints, and AWS's answers about them. */
@NullMarked
package io.lwarotation.cli.stack;

import org.jspecify.annotations.NullMarked;
