/** One class per function: parse, call one use case, map the outcome; and the wiring. */
@NullMarked
package io.lwarotation.handler;

import org.jspecify.annotations.NullMarked;
