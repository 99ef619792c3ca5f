/**
 * Automatic rotation: when to ask Amazon for a new client secret, and how to take it in without
 * ever losing one. Values, policy, use cases and ports; nothing here knows AWS, HTTP or JSON.
 */
@NullMarked
package io.lwarotation.core.rotation;

import org.jspecify.annotations.NullMarked;
