/** {@code lwa doctor}: whether all is as it must be, read and never changed. */
@NullMarked
package io.lwarotation.cli.doctor;

import org.jspecify.annotations.NullMarked;
