/** {@code lwa put}: stores credentials, after trying them. */
@NullMarked
package io.lwarotation.cli.put;

import org.jspecify.annotations.NullMarked;
