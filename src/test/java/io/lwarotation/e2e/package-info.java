/** The packaged functions and the synthesized template, used as AWS and people would. */
@NullMarked
package io.lwarotation.e2e;

import org.jspecify.annotations.NullMarked;
