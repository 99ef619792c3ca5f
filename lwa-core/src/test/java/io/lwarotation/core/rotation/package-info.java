/** Tests of rotation: tables for what is pure, scenes for what is not. */
@NullMarked
package io.lwarotation.core.rotation;

import org.jspecify.annotations.NullMarked;
