/**
 * The read path: values, ports, and what makes a call of SP-API of them. Nothing here knows AWS,
 * HTTP or JSON; the build enforces it.
 */
@NullMarked
package io.lwarotation.core;

import org.jspecify.annotations.NullMarked;
