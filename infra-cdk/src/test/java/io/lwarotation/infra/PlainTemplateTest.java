package io.lwarotation.infra;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain template with its parameters filled in is what the CDK synthesizes with them. */
class PlainTemplateTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Path CDK_JSON = Path.of("../cdk.json");
  private static final JsonNode TEMPLATE = template();

  @TempDir Path temporary = Path.of("");

  private static JsonNode template() {
    try {
      return PlainTemplate.of(CDK_JSON, uploads());
    } catch (IOException cause) {
      throw new AssertionError(cause);
    }
  }

  private static Uploads uploads() throws IOException {
    Path jar = Files.writeString(Files.createTempFile("functions", ".jar"), "no code");
    return new Uploads(jar, Files.writeString(Files.createTempFile("call", ".zip"), "none either"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app=my-erp, region=na, rotation=remind",
        "app=a, region=fe, rotation=remind, sms=+15550100000, remindAfterDays=7, schedule=rate(5 minutes)",
        "app=the-longest-name-yet, region=eu, rotation=automatic, sms=+491701234567, remindAfterDays=179, schedule=cron(15 6 * * ? *)",
        "app=shop-2, region=na, rotation=automatic, schedule=rate(1 day)"
      })
  void isWhatTheCdkSynthesizes(String settings) throws IOException {
    Map<String, String> given = new TreeMap<>(Map.of("email", "ops@example.com"));
    for (String setting : settings.split(", ", -1)) {
      String[] named = setting.split("=", 2);
      given.put(named[0], named[1]);
    }

    JsonNode expected =
        withoutParameters(
            PlainTemplate.plain(
                Synthesized.of(temporary, given).template("lwa-" + given.get("app"))));
    JsonNode filled = withoutParameters(new Filled(TEMPLATE, given).template());

    for (String section : List.of("Resources", "Outputs")) {
      assertEquals(
          Synthesized.names(expected.path(section)), Synthesized.names(filled.path(section)));
      expected
          .path(section)
          .properties()
          .forEach(
              one ->
                  assertEquals(
                      one.getValue(), filled.path(section).path(one.getKey()), one::getKey));
    }
  }

  @Test
  void hasAParameterForEachSettingThatItPromises() {
    assertEquals(
        Set.of("app", "email", "region", "remindAfterDays", "rotation", "schedule", "sms"),
        Synthesized.names(TEMPLATE.path("Parameters")));
  }

  @Test
  void theTerraformExampleNamesWhatThereIs() throws IOException {
    String example = Files.readString(Path.of("../docs/examples/terraform/main.tf"));
    String given = example.replaceAll("(?s).*parameters = \\{\n(.*?)\n  \\}.*", "$1");
    Set<String> parameters =
        given.lines().map(line -> line.replaceAll(" *=.*", "").strip()).collect(toSet());
    List<String> outputs =
        Pattern.compile("outputs\\[\"(\\w+)\"\\]")
            .matcher(example)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertEquals(Synthesized.names(TEMPLATE.path("Parameters")), parameters);
    assertFalse(outputs.isEmpty(), example);
    outputs.forEach(name -> assertTrue(TEMPLATE.path("Outputs").has(name), name));
  }

  /** Where CloudFormation takes no function: names, conditions, what waits for what. */
  @Test
  void choosesOnlyInPropertiesAndValues() {
    for (JsonNode resource : TEMPLATE.path("Resources")) {
      ObjectNode rest = resource.<ObjectNode>deepCopy().without("Properties");
      assertFalse(rest.toString().contains("Fn::"), rest::toString);
    }
    for (JsonNode output : TEMPLATE.path("Outputs")) {
      assertTrue(output.path("Description").isTextual(), output::toString);
    }
    assertFalse(TEMPLATE.toString().contains("of-the-template"), "nothing is left unreplaced");
    assertFalse(TEMPLATE.toString().contains("cdk-hnb659fds"), "no bootstrap is needed");
  }

  /** Subscriptions are called after what they subscribe, which a parameter cannot be. */
  private static JsonNode withoutParameters(JsonNode template) {
    ObjectNode resources = NODES.objectNode();
    template
        .path("Resources")
        .properties()
        .forEach(
            one -> {
              JsonNode resource = one.getValue();
              boolean subscription =
                  resource.path("Type").asText().equals("AWS::SNS::Subscription");
              resources.set(
                  subscription ? resource.at("/Properties/Protocol").asText() : one.getKey(),
                  resource);
            });
    return template.<ObjectNode>deepCopy().set("Resources", text(resources));
  }

  /** Numbers as text: CloudFormation makes no difference. */
  private static JsonNode text(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(one -> copy.set(one.getKey(), text(one.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        array.forEach(one -> copy.add(text(one)));
        yield copy;
      }
      default -> node.isNumber() ? NODES.textNode(node.asText()) : node;
    };
  }

  /** A template whose parameters have values, as CloudFormation fills it. */
  private record Filled(JsonNode json, Map<String, String> given) {
    JsonNode template() {
      return fill(json);
    }

    private String value(String parameter) {
      String unset = json.path("Parameters").path(parameter).path("Default").asText();
      return given.getOrDefault(parameter, unset);
    }

    private boolean holds(JsonNode condition) {
      if (condition.has("Fn::Not")) {
        return !holds(condition.at("/Fn::Not/0"));
      }
      JsonNode equals = condition.path("Fn::Equals");
      return fill(equals.path(0)).equals(equals.path(1));
    }

    private boolean holds(String condition) {
      return holds(json.path("Conditions").path(condition));
    }

    private JsonNode fill(JsonNode node) {
      if (node instanceof ArrayNode array) {
        ArrayNode filled = NODES.arrayNode();
        array.forEach(one -> filled.add(fill(one)));
        return filled;
      }
      if (!(node instanceof ObjectNode)) {
        return node;
      }
      if (json.path("Parameters").has(node.path("Ref").asText("-"))) {
        return NODES.textNode(value(node.path("Ref").asText()));
      }
      if (node.has("Fn::If")) {
        JsonNode choice = node.path("Fn::If");
        return fill(choice.path(holds(choice.path(0).asText()) ? 1 : 2));
      }
      if (node.has("Fn::Sub")) {
        return substituted(node.path("Fn::Sub"));
      }
      ObjectNode filled = NODES.objectNode();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        JsonNode condition = member.getValue().path("Condition");
        JsonNode value = fill(member.getValue());
        boolean isThere = !condition.isTextual() || holds(condition.asText());
        if (isThere && !value.path("Ref").asText().equals("AWS::NoValue")) {
          filled.set(
              member.getKey(),
              condition.isTextual() ? ((ObjectNode) value).without("Condition") : value);
        }
      }
      return filled;
    }

    private JsonNode substituted(JsonNode substitution) {
      String text =
          substitution.isTextual() ? substitution.asText() : substitution.path(0).asText();
      for (String name : Synthesized.names(json.path("Parameters"))) {
        text = text.replace("${" + name + "}", value(name));
      }
      text = text.replace("${days}", fill(substitution.path(1).path("days")).asText());
      return NODES.textNode(text.replace("${!", "${"));
    }
  }
}
