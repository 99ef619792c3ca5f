package io.lwarotation.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.aws.wire.Json;
import java.util.List;

/**
 * The event by which Lambda hands messages of a queue to a function
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
 */
final class SqsEvent {
  private SqsEvent() {}

  /**
   * The event's JSON.
   *
   * @param messages as {@code ReceiveMessage} answers them
   */
  static String of(List<JsonNode> messages, String queueArn) {
    ObjectNode event = Json.object();
    ArrayNode records = event.putArray("Records");
    for (JsonNode message : messages) {
      ObjectNode record =
          records
              .addObject()
              .put("eventSource", "aws:sqs")
              .put("eventSourceARN", queueArn)
              .put("awsRegion", LocalAws.REGION);
      record.putObject("messageAttributes");
      message.properties().forEach(one -> record.set(small(one.getKey()), one.getValue()));
    }
    return event.toString();
  }

  /** With a small first letter, as Lambda writes members. */
  private static String small(String member) {
    return member.startsWith("MD5")
        ? "md5" + member.substring(3)
        : Character.toLowerCase(member.charAt(0)) + member.substring(1);
  }
}
