/** The stand-ins together: a deployed stack whose packaged functions run. */
@NullMarked
package io.lwarotation.local.cloud;

import org.jspecify.annotations.NullMarked;
