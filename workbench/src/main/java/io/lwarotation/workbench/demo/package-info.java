/**
 * {@code lwa demo}: the whole way on stand-ins of Amazon and AWS; {@code lwa play}: those
 * stand-ins, left open.
 */
@NullMarked
package io.lwarotation.workbench.demo;

import org.jspecify.annotations.NullMarked;
