package io.lwarotation.handler;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.adapter.aws.AnswerUrl;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What CloudFormation sends to a custom resource's function. Everything but the URL of the answer
 * may be missing or nonsense: a Delete must succeed even for a Create that never made sense.
 *
 * @param json the event, which shows none of its values
 * @param answerUrl where the answer is awaited
 */
record CustomResourceEvent(Json json, AnswerUrl answerUrl) {
  private static final int LARGEST = 512 * 1024;

  /** Throws IllegalArgumentException, without a piece of the event, if nobody can be answered. */
  static CustomResourceEvent parse(byte[] bytes, boolean standIn) {
    try {
      Json json = JsonReader.read(bytes, LARGEST);
      return new CustomResourceEvent(
          json, AnswerUrl.of(json.text("ResponseURL").orElse(""), standIn));
    } catch (NotJsonException e) {
      throw refusal("The event " + e.reason());
    } catch (IllegalArgumentException e) {
      throw refusal("The event's ResponseURL " + e.getMessage());
    }
  }

  private static IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(
        what + ": only CloudFormation calls this function, deploy the stack.");
  }

  /** One of the event's own texts, such as {@code StackId}, or nothing. */
  String text(String name) {
    return json.text(name).orElse("");
  }

  /** Those of the resource; only texts and numbers, as text. */
  Map<String, String> properties() {
    return scalars("ResourceProperties");
  }

  /** Those before an Update. */
  Map<String, String> oldProperties() {
    return scalars("OldResourceProperties");
  }

  private Map<String, String> scalars(String field) {
    Map<String, String> scalars = new LinkedHashMap<>();
    if (json.get(field) instanceof Json.Fields(var fields)) {
      fields.forEach(
          (name, value) -> {
            if (value instanceof Json.Text(String text)) {
              scalars.put(name, text);
            } else if (value instanceof Json.Numeral(String digits)) {
              scalars.put(name, digits);
            }
          });
    }
    return scalars;
  }
}
