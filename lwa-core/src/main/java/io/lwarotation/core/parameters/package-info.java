/** Creates the parameters of an application, and never overwrites one. */
@NullMarked
package io.lwarotation.core.parameters;

import org.jspecify.annotations.NullMarked;
