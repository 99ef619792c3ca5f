/** The CDK app: settings, constructs, and one stack per application of SP-API. */
@NullMarked
package io.lwarotation.infra;

import org.jspecify.annotations.NullMarked;
