@NullMarked
package io.lwarotation.handler;

import org.jspecify.annotations.NullMarked;
