/** Every text that people get, by mail and by SMS, and what makes it fit there. */
@NullMarked
package io.lwarotation.core.notice;

import org.jspecify.annotations.NullMarked;
