/** The daily look at all authorizations of an application. */
@NullMarked
package io.lwarotation.core.sweep;

import org.jspecify.annotations.NullMarked;
