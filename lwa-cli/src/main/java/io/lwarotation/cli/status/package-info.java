/** {@code lwa status}: how long it goes well, and what says so. */
@NullMarked
package io.lwarotation.cli.status;

import org.jspecify.annotations.NullMarked;
