package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings as parameters of a plain template. The stack is synthesized with values that stand
 * for them, which are valid and mistaken for nothing else; each is then replaced by its parameter.
 * So the construct needs to know nothing of it.
 */
final class TemplateParameters {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String APP = "app-of-the-template";

  /** What the CDK calls the template of this application. */
  static final String FILE = "lwa-" + APP + ".template.json";

  private static final String EMAIL = "email@of-the-template.example";
  private static final String PHONE = "+19995550199";
  private static final int DAYS = 173;
  private static final String SCHEDULE = "rate(7777 hours)";
  private static final String HOST = "sellingpartnerapi-na";

  /** What is replaced by the parameter of this name. */
  private static final Map<String, String> NAMES =
      new TreeMap<>(Map.of(APP, "app", EMAIL, "email", PHONE, "sms", SCHEDULE, "schedule"));

  private static final String REMIND_AFTER_DAYS =
      """
      {"Fn::If":["RemindsByDefault",{"Fn::If":["Automatic","%d","%d"]},{"Ref":"remindAfterDays"}]}"""
          .formatted(
              Rotation.AUTOMATIC.defaultRemindAfterDays(),
              Rotation.REMIND.defaultRemindAfterDays());

  private TemplateParameters() {}

  /** What the stack is synthesized with, by the settings' names. */
  static Map<String, Object> settings(Rotation rotation, boolean sms) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("app", APP);
    settings.put("email", EMAIL);
    settings.put("remindAfterDays", DAYS);
    settings.put("schedule", SCHEDULE);
    settings.put("rotation", rotation.setting());
    if (sms) {
      settings.put("sms", PHONE);
    }
    return settings;
  }

  /** Declares the parameters, and the conditions on them. */
  static void declare(ObjectNode template) throws IOException {
    try (InputStream declared =
        TemplateParameters.class.getResourceAsStream("plain-template.json")) {
      template.setAll((ObjectNode) JSON.readTree(declared));
    }
  }

  /** Puts the parameters where the values stand; members in the order of their names. */
  static ObjectNode into(ObjectNode template) {
    ObjectNode replaced = NODES.objectNode();
    template.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> replaced.set(member.getKey(), replaced(member.getValue())));
    return replaced;
  }

  private static JsonNode replaced(JsonNode node) {
    return switch (node) {
      case ObjectNode object when object.has("Fn::Sub") ->
          throw new IllegalStateException("a substitution in a substitution: " + object);
      case ObjectNode object -> into(object);
      case ArrayNode array -> {
        ArrayNode replaced = NODES.arrayNode();
        array.forEach(element -> replaced.add(replaced(element)));
        yield replaced;
      }
      case JsonNode number when number.isInt() && number.asInt() == DAYS -> read(REMIND_AFTER_DAYS);
      case JsonNode text when text.isTextual() -> replaced(text.asText());
      default -> node;
    };
  }

  private static JsonNode replaced(String text) {
    String name = NAMES.get(text);
    if (name != null) {
      return NODES.objectNode().put("Ref", name);
    }
    if (text.equals(Integer.toString(DAYS))) {
      return read(REMIND_AFTER_DAYS);
    }
    String pattern = text.replace("${", "${!");
    for (Map.Entry<String, String> one : NAMES.entrySet()) {
      pattern = pattern.replace(one.getKey(), "${" + one.getValue() + "}");
    }
    pattern = pattern.replace(HOST, HOST.replace("na", "${region}"));
    String withDays = pattern.replaceAll("\\b" + DAYS + "\\b", "\\${days}");
    if (!withDays.equals(pattern)) {
      ObjectNode variables = NODES.objectNode().set("days", read(REMIND_AFTER_DAYS));
      return NODES.objectNode().set("Fn::Sub", NODES.arrayNode().add(withDays).add(variables));
    }
    return pattern.equals(text) ? NODES.textNode(text) : NODES.objectNode().put("Fn::Sub", pattern);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
