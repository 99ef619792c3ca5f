/**
 * Values, policy, use cases and ports. Nothing here knows AWS, HTTP or JSON; the build enforces it.
 */
@NullMarked
package io.lwarotation.core;

import org.jspecify.annotations.NullMarked;
