/** Runs a packaged function as AWS Lambda does: own process, own environment, the Runtime API. */
@NullMarked
package io.lwarotation.local.host;

import org.jspecify.annotations.NullMarked;
