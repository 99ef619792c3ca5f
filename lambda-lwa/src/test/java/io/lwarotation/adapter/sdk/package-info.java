@NullMarked
package io.lwarotation.adapter.sdk;

import org.jspecify.annotations.NullMarked;
