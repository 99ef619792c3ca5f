package io.lwarotation.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import java.util.List;
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
              .put("messageId", message.path("MessageId").asText())
              .put("receiptHandle", message.path("ReceiptHandle").asText())
              .put("body", message.path("Body").asText());
      record.set("attributes", message.path("Attributes"));
      ObjectNode attributes = record.putObject("messageAttributes");
      for (Map.Entry<String, JsonNode> one : message.path("MessageAttributes").properties()) {
        attributes.set(one.getKey(), attribute(one.getValue()));
      }
      if (message.has("MD5OfMessageAttributes")) {
        record.put("md5OfMessageAttributes", message.path("MD5OfMessageAttributes").asText());
      }
      record
          .put("md5OfBody", message.path("MD5OfBody").asText())
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", queueArn)
          .put("awsRegion", LocalAws.REGION);
    }
    return event.toString();
  }

  private static ObjectNode attribute(JsonNode sqs) {
    ObjectNode attribute = SqsClient.JSON.createObjectNode();
    if (sqs.has("StringValue")) {
      attribute.put("stringValue", sqs.path("StringValue").asText());
    }
    if (sqs.has("BinaryValue")) {
      attribute.put("binaryValue", sqs.path("BinaryValue").asText());
    }
    attribute.putArray("stringListValues");
    attribute.putArray("binaryListValues");
    return attribute.put("dataType", sqs.path("DataType").asText());
  }
}
