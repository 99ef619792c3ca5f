/** {@code lwa demo}: the whole way on fakes of Amazon and AWS, with the packaged function. */
@NullMarked
package io.lwarotation.workbench.demo;

import org.jspecify.annotations.NullMarked;
