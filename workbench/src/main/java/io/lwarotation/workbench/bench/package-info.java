/**
 * {@code lwa bench}: how fast the function starts and answers, beside its peers, by measurement.
 */
@NullMarked
package io.lwarotation.workbench.bench;

import org.jspecify.annotations.NullMarked;
