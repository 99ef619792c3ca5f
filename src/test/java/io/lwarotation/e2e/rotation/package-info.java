/** Automatic rotation from end to end: the packaged functions on the synthesized stack. */
@NullMarked
package io.lwarotation.e2e.rotation;

import org.jspecify.annotations.NullMarked;
