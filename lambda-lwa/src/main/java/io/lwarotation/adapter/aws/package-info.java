/**
 * The ports of the functions that create, watch and rotate, at AWS's services: mostly on its SDK,
 * whose comfort counts for more there than the start, and the JSON that goes through them. The read
 * path of a call has none of it.
 */
@NullMarked
package io.lwarotation.adapter.aws;

import org.jspecify.annotations.NullMarked;
