/**
 * What every service of the stand-in shares: requests as they come over the wire, answers,
 * refusals, the account.
 */
@NullMarked
package io.lwarotation.local.aws.wire;

import org.jspecify.annotations.NullMarked;
