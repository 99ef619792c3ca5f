package io.lwarotation.handler;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.adapter.NotJsonException;
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
    Json json;
    try {
      json = JsonReader.read(event, LARGEST);
    } catch (NotJsonException _) {
      throw notAnEvent();
    }
    if (!(json instanceof Json.Fields)) {
      throw notAnEvent();
    }
    return json.field("Records").orElse(Json.Literal.NULL) instanceof Json.Items(var records)
        ? Optional.of(new SqsEvent(records.stream().map(SqsEvent::message).toList()))
        : Optional.empty();
  }

  private static Message message(Json json) {
    String id = json.text("messageId").orElse("");
    if (!json.text("eventSource").equals(Optional.of("aws:sqs"))
        || !MESSAGE_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The event has records that are not messages of SQS: only SQS may trigger this function"
              + " with records.");
    }
    return new Message(id, json.text("body").orElse(""));
  }

  /** The answer; all other messages are acknowledged by it. */
  static String answer(List<String> failedIds) {
    return JsonWriter.object(
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
