@NullMarked
package io.lwarotation.adapter.aws;

import org.jspecify.annotations.NullMarked;
