package io.lwarotation.handler;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.aws.NewSecretMessageJson;
import io.lwarotation.adapter.aws.NewSecretMessageJson.Received;
import io.lwarotation.handler.JsonLines.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /** One message, with SQS's id. */
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
    Json json;
    try {
      json = JsonReader.read(event, LARGEST);
    } catch (NotJsonException e) {
      throw new IllegalArgumentException("The event " + e.reason() + ".");
    }
    if (!(json instanceof Json.Fields)) {
      throw new IllegalArgumentException("The event is not a JSON object.");
    }
    return json.get("Records") instanceof Json.Items(var records)
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

  /** Handles and logs each, whatever becomes of the others; returns ids of those to come again. */
  List<String> handle(Function<Received, Handled> each, JsonLines log, String requestId) {
    List<String> failed = new ArrayList<>();
    for (Message message : messages) {
      Handled handled;
      try {
        handled = each.apply(NewSecretMessageJson.read(message.body()));
      } catch (RuntimeException e) {
        handled = new Handled(false, Outcome.failed(e));
      }
      log.write(requestId, message.id(), handled.outcome());
      if (!handled.acknowledged()) {
        failed.add(message.id());
      }
    }
    return failed;
  }

  /** The answer; all other messages are acknowledged by it. */
  static String answer(List<String> failedIds) {
    return new JsonObject()
        .put(
            "batchItemFailures",
            failedIds.stream().map(id -> new JsonObject().put("itemIdentifier", id)).toList())
        .text();
  }
}
