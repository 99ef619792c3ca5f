/**
 * {@code lwa bench}: how fast the function starts and answers, beside its peers, by measurement.
 */
@NullMarked
package io.lwarotation.cli.bench;

import org.jspecify.annotations.NullMarked;
