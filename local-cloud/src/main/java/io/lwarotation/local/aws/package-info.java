/**
 * LocalAws: strict stand-ins, over the real wire protocols, for just the AWS calls made by this
 * project, on a clock that is moved by hand.
 */
@NullMarked
package io.lwarotation.local.aws;

import org.jspecify.annotations.NullMarked;
