/** IAM and STS: policies of roles and of resources, and who calls. */
@NullMarked
package io.lwarotation.local.aws.iam;

import org.jspecify.annotations.NullMarked;
