@NullMarked
package io.lwarotation.core;

import org.jspecify.annotations.NullMarked;
