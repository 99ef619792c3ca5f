/**
 * {@code lwa doctor}, {@code status} and {@code check}: one list of checks, each shows its part.
 */
@NullMarked
package io.lwarotation.cli.checks;

import org.jspecify.annotations.NullMarked;
