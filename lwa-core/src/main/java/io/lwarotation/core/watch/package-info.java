/**
 * The daily watch: whether people hear in time, of the secret's end and of whatever keeps them from
 * hearing of it.
 */
@NullMarked
package io.lwarotation.core.watch;

import org.jspecify.annotations.NullMarked;
