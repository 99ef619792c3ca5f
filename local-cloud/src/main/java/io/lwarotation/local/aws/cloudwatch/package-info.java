/** CloudWatch: metrics and alarms. */
@NullMarked
package io.lwarotation.local.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
