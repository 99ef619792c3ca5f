/** EventBridge: the default bus, its rules, patterns and targets. */
@NullMarked
package io.lwarotation.local.aws.events;

import org.jspecify.annotations.NullMarked;
