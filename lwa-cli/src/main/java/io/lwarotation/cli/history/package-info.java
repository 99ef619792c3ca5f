/** {@code lwa history}: the versions of the secret, without their values. */
@NullMarked
package io.lwarotation.cli.history;

import org.jspecify.annotations.NullMarked;
