package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.rotation.Notices;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Notices over SNS: a mail with subject and text, an SMS of one part, and JSON for chats and other
 * services.
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
            .message(texts(notice))
            .overrideConfiguration(call.within(deadline))
            .build();
    call.run(() -> sns.publish(request));
  }

  @Override
  public Place place() {
    return Place.ofArn(topicArn);
  }

  private static String texts(Notice notice) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("default", notice.text());
          json.writeStringField("sms", notice.sms());
          json.writeStringField("https", forChat(notice));
        });
  }

  /**
   * Amazon Q Developer in chat applications, which subscribes by https, shows nothing but this
   * form; other services show the texts in it.
   *
   * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">Custom
   *     notifications</a>
   */
  private static String forChat(Notice notice) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("version", "1.0");
          json.writeStringField("source", "custom");
          json.writeObjectFieldStart("content");
          json.writeStringField("textType", "client-markdown");
          json.writeStringField("title", notice.subject());
          json.writeStringField("description", notice.text());
          json.writeEndObject();
        });
  }
}
