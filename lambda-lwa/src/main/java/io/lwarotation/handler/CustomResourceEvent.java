package io.lwarotation.handler;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.aws.AnswerUrl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What CloudFormation sends to a custom resource's function. Everything but the URL of the answer
 * may be missing or nonsense: a Delete must succeed even for a Create that never made sense.
 *
 * @param type {@code Create}, {@code Update}, {@code Delete}, or whatever came
 * @param answerUrl where the answer is awaited
 * @param texts the event's own texts, such as {@code StackId}
 * @param properties of the resource; only texts, numbers and booleans, as text
 * @param oldProperties those before an Update
 */
record CustomResourceEvent(
    String type,
    AnswerUrl answerUrl,
    Map<String, String> texts,
    Map<String, String> properties,
    Map<String, String> oldProperties) {
  private static final int LARGEST = 512 * 1024;

  CustomResourceEvent {
    texts = Collections.unmodifiableMap(texts);
    properties = Collections.unmodifiableMap(properties);
    oldProperties = Collections.unmodifiableMap(oldProperties);
  }

  /**
   * @throws IllegalArgumentException if there is nobody to answer; one sentence without a piece of
   *     the event
   */
  static CustomResourceEvent parse(byte[] bytes) {
    return parse(bytes, false);
  }

  /**
   * @param standIn whether a stand-in of AWS calls, which may be answered over plain http
   * @throws IllegalArgumentException as above
   */
  static CustomResourceEvent parse(byte[] bytes, boolean standIn) {
    Json event = read(bytes);
    Map<String, String> texts = scalars(event);
    String url = texts.remove("ResponseURL");
    if (url == null) {
      throw new IllegalArgumentException(
          "The event has no ResponseURL: only CloudFormation calls this function, deploy the stack.");
    }
    AnswerUrl answerUrl;
    try {
      answerUrl = AnswerUrl.of(url, standIn);
    } catch (IllegalArgumentException reason) {
      throw new IllegalArgumentException(
          "The event's ResponseURL %s: only CloudFormation calls this function, deploy the stack."
              .formatted(reason.getMessage()));
    }
    return new CustomResourceEvent(
        texts.getOrDefault("RequestType", ""),
        answerUrl,
        texts,
        scalars(event.field("ResourceProperties").orElse(Json.Literal.NULL)),
        scalars(event.field("OldResourceProperties").orElse(Json.Literal.NULL)));
  }

  /** One of the event's own texts, or nothing. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  private static Json read(byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "The event is too large: only CloudFormation calls this function, deploy the stack.");
    }
    try {
      Json event = JsonReader.read(bytes, LARGEST);
      if (event instanceof Json.Fields) {
        return event;
      }
    } catch (NotJsonException _) { // is no event either
    }
    throw notAnEvent();
  }

  /** An object's texts, numbers and booleans, as text. */
  private static Map<String, String> scalars(Json json) {
    Map<String, String> scalars = new LinkedHashMap<>();
    if (json instanceof Json.Fields(Map<String, Json> fields)) {
      fields.forEach((name, value) -> scalar(value).ifPresent(text -> scalars.put(name, text)));
    }
    return scalars;
  }

  private static Optional<String> scalar(Json json) {
    return switch (json) {
      case Json.Text(String text) -> Optional.of(text);
      case Json.Numeral(String digits) -> Optional.of(digits);
      case Json.Literal.TRUE -> Optional.of("true");
      case Json.Literal.FALSE -> Optional.of("false");
      case Json.Literal.NULL -> Optional.empty();
      case Json.Fields _, Json.Items _ -> Optional.empty();
    };
  }

  private static IllegalArgumentException notAnEvent() {
    return new IllegalArgumentException(
        "The event is not a JSON object: only CloudFormation calls this function, deploy the stack.");
  }

  /** Names of the members only: the values may be anything. */
  @Override
  public String toString() {
    return "CustomResourceEvent[type=" + type.length() + " characters, " + answerUrl + "]";
  }
}
