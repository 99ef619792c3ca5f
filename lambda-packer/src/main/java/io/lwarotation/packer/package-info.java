/**
 * Makes what is uploaded start faster, after it was packed and without a change to its sources:
 * what the JVM would have to spin at each cold start becomes plain classes. See docs/adr.
 */
@NullMarked
package io.lwarotation.packer;

import org.jspecify.annotations.NullMarked;
