/** SQS: queues, messages, time-outs and dead letters. */
@NullMarked
package io.lwarotation.local.aws.sqs;

import org.jspecify.annotations.NullMarked;
