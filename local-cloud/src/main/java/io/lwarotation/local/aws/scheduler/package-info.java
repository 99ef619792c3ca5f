/** EventBridge Scheduler: schedules that fire when the clock is moved. */
@NullMarked
package io.lwarotation.local.aws.scheduler;

import org.jspecify.annotations.NullMarked;
