/** One class per function: parse the event, run one use case, map its outcome. */
@NullMarked
package io.lwarotation.handler;

import org.jspecify.annotations.NullMarked;
