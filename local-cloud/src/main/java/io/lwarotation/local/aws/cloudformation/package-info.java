/** CloudFormation: templates, and stacks that are created, changed and deleted. */
@NullMarked
package io.lwarotation.local.aws.cloudformation;

import org.jspecify.annotations.NullMarked;
