package io.lwarotation.adapter.sdk;

import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.rotation.Notices;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Notices over SNS: a mail with subject and text, and an SMS of one part.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS: Publish</a>
 */
public final class SnsNotices implements Notices {
  private final SnsClient sns;
  private final String topicArn;

  public SnsNotices(SnsClient sns, String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public void publish(Notice notice, Deadline deadline) {
    AwsCall call =
        new AwsCall(
            "SNS",
            "publishing a notice",
            "check that the function's role may publish to the topic and that the topic exists");
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(notice.subject())
            .messageStructure("json")
            .message(texts(notice.text(), notice.sms()))
            .overrideConfiguration(call.within(deadline))
            .build();
    call.run(() -> sns.publish(request));
  }

  @Override
  public Place place() {
    return Place.ofArn(topicArn);
  }

  private static String texts(String text, String sms) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("default", text);
          json.writeStringField("sms", sms);
        });
  }
}
