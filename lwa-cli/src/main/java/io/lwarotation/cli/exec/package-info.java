/** {@code lwa exec}: runs a program with the credentials in its environment. */
@NullMarked
package io.lwarotation.cli.exec;

import org.jspecify.annotations.NullMarked;
