package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.JsonObject;
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
public record SnsNotices(SnsClient sns, String topicArn) implements Notices {
  @Override
  public void publish(Notice notice, Deadline deadline) {
    PublishRequest.Builder request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(notice.subject())
            .messageStructure("json")
            .message(texts(notice));
    new AwsCall(
            "SNS",
            "publishing a notice",
            "check that the function's role may publish to the topic and that the topic exists")
        .run(deadline, request, sns::publish);
  }

  @Override
  public Place place() {
    return Place.ofArn(topicArn);
  }

  /**
   * Amazon Q Developer in chat applications, which subscribes by https, shows nothing but this form
   * of a text; other services show the texts in it.
   *
   * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">Custom
   *     notifications</a>
   */
  private static String texts(Notice notice) {
    JsonObject content =
        new JsonObject()
            .put("textType", "client-markdown")
            .put("title", notice.subject())
            .put("description", notice.text());
    JsonObject chat =
        new JsonObject().put("version", "1.0").put("source", "custom").put("content", content);
    return new JsonObject()
        .put("default", notice.text())
        .put("sms", notice.sms())
        .put("https", chat.text())
        .text();
  }
}
