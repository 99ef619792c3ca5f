/** SNS: topics, subscriptions and what people get. */
@NullMarked
package io.lwarotation.local.aws.sns;

import org.jspecify.annotations.NullMarked;
