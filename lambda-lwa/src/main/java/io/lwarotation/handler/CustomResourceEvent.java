package io.lwarotation.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.lwarotation.adapter.sdk.AnswerUrl;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(50)
                  .maxStringLength(LARGEST)
                  .maxNumberLength(100)
                  .build())
          .build();

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
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Map<String, String>> objects = new LinkedHashMap<>();
    read(bytes, texts, objects);
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
        objects.getOrDefault("ResourceProperties", Map.of()),
        objects.getOrDefault("OldResourceProperties", Map.of()));
  }

  /** One of the event's own texts, or nothing. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  private static void read(
      byte[] bytes, Map<String, String> texts, Map<String, Map<String, String>> objects) {
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException(
          "The event is too large: only CloudFormation calls this function, deploy the stack.");
    }
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnEvent();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_OBJECT) {
          objects.put(name, scalars(parser));
        } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          texts.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw notAnEvent();
      }
    } catch (IOException _) {
      throw notAnEvent(); // The parser's message shows a piece of the event.
    }
  }

  private static Map<String, String> scalars(JsonParser parser) throws IOException {
    Map<String, String> scalars = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        scalars.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return scalars;
  }

  private static IllegalArgumentException notAnEvent() {
    return new IllegalArgumentException(
        "The event is no JSON object: only CloudFormation calls this function, deploy the stack.");
  }

  /** Names of the members only: the values may be anything. */
  @Override
  public String toString() {
    return "CustomResourceEvent[type=" + type.length() + " characters, " + answerUrl + "]";
  }
}
