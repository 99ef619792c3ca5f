package io.lwarotation.infra;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * A stack for one application of SP-API. It goes into whatever account and region the CDK's command
 * line is told.
 */
final class ApplicationStack extends Stack {
  ApplicationStack(Construct scope, Settings settings, Uploads uploads) {
    super(
        scope,
        settings.stackName(),
        StackProps.builder()
            .stackName(settings.stackName())
            .description(
                "LWA credentials of SP-API application %s (%s)"
                    .formatted(settings.app(), settings.region().displayName()))
            .analyticsReporting(false)
            .build());
    // This id is left out of the logical ids: the key, the topic and the queues keep theirs.
    new LwaCredentials(this, "Default", new LwaCredentialsProps(settings, uploads, null))
        .addOutputs();
  }
}
