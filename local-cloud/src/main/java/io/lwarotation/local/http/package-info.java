/** The HTTP server under every stand-in of this module: answers, faults and a journal. */
@NullMarked
package io.lwarotation.local.http;

import org.jspecify.annotations.NullMarked;
