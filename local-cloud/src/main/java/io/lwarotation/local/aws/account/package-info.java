/** The account: what lies in it, and the services before that. */
@NullMarked
package io.lwarotation.local.aws.account;

import org.jspecify.annotations.NullMarked;
