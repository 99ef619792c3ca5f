/** The commands for the authorizations beside the application's own. */
@NullMarked
package io.lwarotation.cli.authorizations;

import org.jspecify.annotations.NullMarked;
