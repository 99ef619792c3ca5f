/**
 * Amazon's side, by Amazon's rules: Login with Amazon, SP-API, the console and the messages to
 * queues.
 */
@NullMarked
package io.lwarotation.local.amazon;

import org.jspecify.annotations.NullMarked;
