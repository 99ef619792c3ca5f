@NullMarked
package io.lwarotation.local.aws.iam;

import org.jspecify.annotations.NullMarked;
