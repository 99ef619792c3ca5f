@NullMarked
package io.lwarotation.adapter;

import org.jspecify.annotations.NullMarked;
