package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The messages that Lambda's poller hands over, and the answer that tells it which of them to keep.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">
 *     Lambda: partial batch responses</a>
 */
record SqsEvent(List<Message> messages) {
  /** A payload of Lambda has at most 6 MB. */
  private static final int LARGEST = 6 * 1024 * 1024;

  private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(LARGEST)
                  .maxNumberLength(100)
                  .build())
          .build();

  SqsEvent {
    messages = List.copyOf(messages);
  }

  /**
   * One message.
   *
   * @param id SQS's
   */
  record Message(String id, String body) {
    @Override
    public String toString() {
      return "Message[" + id + "]";
    }
  }

  /**
   * Reads an event.
   *
   * @return empty if it is an event of another kind, such as a schedule's
   * @throws IllegalArgumentException if it is not JSON, or has messages that cannot be answered;
   *     one sentence without a piece of the event
   */
  static Optional<SqsEvent> read(byte[] event) {
    if (event.length > LARGEST) {
      throw new IllegalArgumentException("The event is larger than the 6 MB that Lambda hands on.");
    }
    Optional<SqsEvent> messages = Optional.empty();
    try (JsonParser json = JSON.createParser(event)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notAnEvent();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("Records") && value == JsonToken.START_ARRAY) {
          messages = Optional.of(new SqsEvent(records(json)));
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw notAnEvent();
      }
    } catch (IOException _) {
      throw notAnEvent(); // The parser's message shows a piece of the event.
    }
    return messages;
  }

  private static List<Message> records(JsonParser json) throws IOException {
    List<Message> messages = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String id = "";
      String source = "";
      String body = "";
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
        switch (name) {
          case "messageId" -> id = isText ? json.getText() : "";
          case "eventSource" -> source = isText ? json.getText() : "";
          case "body" -> body = isText ? json.getText() : "";
          default -> {}
        }
        json.skipChildren();
      }
      if (!source.equals("aws:sqs") || !MESSAGE_ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "The event has records that are not messages of SQS: only SQS may trigger this function"
                + " with records.");
      }
      messages.add(new Message(id, body));
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw notAnEvent();
    }
    return messages;
  }

  /** The answer; all other messages are acknowledged by it. */
  static String answer(List<String> failedIds) {
    return JsonLines.object(
        json -> {
          json.writeArrayFieldStart("batchItemFailures");
          for (String id : failedIds) {
            json.writeStartObject();
            json.writeStringField("itemIdentifier", id);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static IllegalArgumentException notAnEvent() {
    return new IllegalArgumentException(
        "The event is not a JSON object, is nested too deep, or names a field twice.");
  }
}
