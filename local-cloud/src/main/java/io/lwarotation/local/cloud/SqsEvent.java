package io.lwarotation.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    ObjectNode event = SqsClient.JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (JsonNode message : messages) {
      ObjectNode record =
          records
              .addObject()
              .put("eventSource", "aws:sqs")
              .put("eventSourceARN", queueArn)
              .put("awsRegion", LocalAws.REGION);
      copy(message, record, "MessageId", "ReceiptHandle", "Body", "Attributes", "MD5OfBody");
      copy(message, record, "MD5OfMessageAttributes");
      ObjectNode attributes = record.putObject("messageAttributes");
      for (Map.Entry<String, JsonNode> one : message.path("MessageAttributes").properties()) {
        ObjectNode attribute = attributes.putObject(one.getKey());
        copy(one.getValue(), attribute, "StringValue", "BinaryValue", "DataType");
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
      }
    }
    return event.toString();
  }

  /** Members that are there, each with a small first letter, as Lambda writes them. */
  private static void copy(JsonNode from, ObjectNode to, String... members) {
    for (String member : members) {
      if (from.has(member)) {
        String start =
            member.startsWith("MD5") ? "md5" : member.substring(0, 1).toLowerCase(Locale.ROOT);
        to.set(start + member.substring(start.length()), from.path(member));
      }
    }
  }
}
