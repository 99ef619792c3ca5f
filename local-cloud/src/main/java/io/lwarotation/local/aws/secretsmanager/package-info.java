/** Secrets Manager. */
@NullMarked
package io.lwarotation.local.aws.secretsmanager;

import org.jspecify.annotations.NullMarked;
