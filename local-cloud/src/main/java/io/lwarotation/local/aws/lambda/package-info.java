/** Lambda: deployed functions, what starts them and what keeps them from starting. */
@NullMarked
package io.lwarotation.local.aws.lambda;

import org.jspecify.annotations.NullMarked;
