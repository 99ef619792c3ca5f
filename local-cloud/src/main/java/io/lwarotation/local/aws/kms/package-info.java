/** KMS: keys and what they encrypt. */
@NullMarked
package io.lwarotation.local.aws.kms;

import org.jspecify.annotations.NullMarked;
