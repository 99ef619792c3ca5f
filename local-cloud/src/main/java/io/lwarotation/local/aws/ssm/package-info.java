/** Parameter Store: parameters, versions, labels, policies and what reads may see. */
@NullMarked
package io.lwarotation.local.aws.ssm;

import org.jspecify.annotations.NullMarked;
