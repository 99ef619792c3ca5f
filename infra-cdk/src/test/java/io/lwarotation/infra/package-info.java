@NullMarked
package io.lwarotation.infra;

import org.jspecify.annotations.NullMarked;
