/**
 * The ports of the functions that create, watch and rotate: on AWS's SDK, whose comfort counts for
 * more there than the start, and the JSON that goes through them. The read path of a call has none
 * of it.
 */
@NullMarked
package io.lwarotation.adapter.sdk;

import org.jspecify.annotations.NullMarked;
