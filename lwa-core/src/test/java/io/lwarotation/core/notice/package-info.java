@NullMarked
package io.lwarotation.core.notice;

import org.jspecify.annotations.NullMarked;
