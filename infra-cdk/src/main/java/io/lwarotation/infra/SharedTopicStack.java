package io.lwarotation.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * A topic that several applications share. It names none of them, so that one more changes nothing
 * here, and nothing is exported: its name is all that they need to know.
 */
final class SharedTopicStack extends Stack {
  SharedTopicStack(Construct scope, TopicSetting.Shared topic, Subscribers subscribers) {
    super(
        scope,
        topic.fullName(),
        StackProps.builder()
            .stackName(topic.fullName())
            .description("Who hears of the SP-API applications that share topic " + topic.name())
            .analyticsReporting(false)
            .build());
    SubscribedTopic made = new SubscribedTopic(this, "Notices", topic.fullName(), subscribers);
    made.allowRules();
    CfnOutput.Builder.create(this, "TopicArn")
        .value(made.topic().getTopicArn())
        .description("Where reminders and alarms go; confirm the mail of AWS once")
        .build();
  }
}
