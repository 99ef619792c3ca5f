@NullMarked
package io.lwarotation.core.parameters;

import org.jspecify.annotations.NullMarked;
