package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** Checked as the settings are, as far as a pattern can. */
  private static final String DECLARED =
      """
      {
        "app": {"Type": "String", "Default": "my-erp", "MaxLength": "20",
          "AllowedPattern": "(?!aws|ssm)[a-z][a-z0-9]*(-[a-z0-9]+)*",
          "Description": "The application's name: its parameters lie under /NAME. Call the stack lwa-NAME, and ./lwa finds it",
          "ConstraintDescription": "must be 1 to 20 lower-case letters, digits and single hyphens, begin with a letter, and not with aws or ssm"},
        "region": {"Type": "String", "Default": "na", "AllowedValues": ["na", "eu", "fe"],
          "Description": "Where the sellers are: na (North America), eu (Europe, India, Middle East) or fe (Far East)"},
        "email": {"Type": "String", "AllowedPattern": "[^@\\\\s,]+@[^@\\\\s,]+\\\\.[^@\\\\s,]+",
          "Description": "Who gets mail: one address, better a list of several people",
          "ConstraintDescription": "must be one e-mail address"},
        "sms": {"Type": "String", "Default": "", "AllowedPattern": "|\\\\+[1-9][0-9]{6,14}",
          "Description": "Who gets SMS, such as +15550100000; empty for nobody",
          "ConstraintDescription": "must be a number in E.164: + and country code and digits only"},
        "rotation": {"Type": "String", "Default": "remind", "AllowedValues": ["remind", "automatic"],
          "Description": "Who rotates the client secret: a person who is reminded, or the stack"},
        "remindAfterDays": {"Type": "String", "Default": "", "AllowedPattern": "|[1-9][0-9]?|1[0-7][0-9]",
          "Description": "Age of the secret in days at which the reminder goes out; empty for 150, or 160 if the stack rotates",
          "ConstraintDescription": "must be a whole number of days from 1 to 179"},
        "schedule": {"Type": "String", "Default": "rate(1 day)", "AllowedPattern": "(rate|cron)\\\\([^()]+\\\\)",
          "Description": "When SP-API is called: an expression of EventBridge Scheduler, not more often than every 5 minutes"}
      }""";

  private TemplateParameters() {}

  /** What the stack is synthesized with, by the settings' names. */
  static Map<String, Object> settings(Rotation rotation, boolean sms) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "app", APP,
                "email", EMAIL,
                "remindAfterDays", DAYS,
                "schedule", SCHEDULE,
                "rotation", rotation.setting()));
    if (sms) {
      settings.put("sms", PHONE);
    }
    return settings;
  }

  /** Declares the parameters, and the conditions on them. */
  static void declare(ObjectNode template) {
    template.put("AWSTemplateFormatVersion", "2010-09-09");
    template.set("Parameters", read(DECLARED));
    ObjectNode conditions = template.putObject("Conditions");
    for (TemplateChoice choice : TemplateChoice.values()) {
      conditions.set(choice.condition(), read(choice.expression()));
    }
    conditions.set(
        "RemindsByDefault", read("{\"Fn::Equals\":[{\"Ref\":\"remindAfterDays\"},\"\"]}"));
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
