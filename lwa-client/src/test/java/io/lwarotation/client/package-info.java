@NullMarked
package io.lwarotation.client;

import org.jspecify.annotations.NullMarked;
