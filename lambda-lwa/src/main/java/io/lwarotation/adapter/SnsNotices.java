package io.lwarotation.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.Notices;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Notices over SNS: a mail with subject and text, and an SMS that holds the subject, since each
 * part of a longer one is billed.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS: Publish</a>
 */
public final class SnsNotices implements Notices {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_SUBJECT = 99;

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
    String subject = subject(notice.subject());
    PublishRequest request =
        PublishRequest.builder()
            .topicArn(topicArn)
            .subject(subject)
            .messageStructure("json")
            .message(texts(notice.text(), subject + ". See the e-mail."))
            .overrideConfiguration(call.within(deadline))
            .build();
    call.run(() -> sns.publish(request));
  }

  /** One line of ASCII that begins with a letter, digit or punctuation mark. */
  private static String subject(String text) {
    String line = text.replaceAll("[^ -~]+", " ").strip();
    return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT);
  }

  private static String texts(String text, String sms) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("default", text);
      json.writeStringField("sms", sms);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return out.toString();
  }
}
