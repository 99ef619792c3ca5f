package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.statements;
import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A stack as text, compared with what is written down: a logical id, a time-out, a variable, an
 * alarm or a right that changes is seen there.
 */
record WrittenDown(JsonNode template) {
  private static final List<String> POLICIES =
      List.of("PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy");

  /** Hashes of uploads, what DashboardTest looks at, and words for people. */
  private static final List<String> LEFT_OUT =
      List.of("AlarmDescription", "AlarmName", "Code", "DashboardBody", "Description", "Tags");

  static void compare(Synthesized synthesized, String stack) {
    WrittenDown found = new WrittenDown(synthesized.template(stack));
    assertAll(
        () -> compare("stacks", stack, found.resources() + found.outputs()),
        () -> compare("permissions", stack, found.rights()));
  }

  private static void compare(String folder, String stack, String text) throws IOException {
    Path writtenDown = Path.of("src/test/resources", folder, stack + ".txt");
    Path found = Path.of("target", folder + "-" + stack + ".txt");
    Files.writeString(found, text);
    assertEquals(
        Files.exists(writtenDown) ? Files.readString(writtenDown) : "",
        text,
        "if that is wanted: cp infra-cdk/" + found + " infra-cdk/" + writtenDown);
  }

  private String resources() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : template.get("Resources").properties()) {
      ObjectNode resource = entry.getValue().deepCopy();
      JsonNode properties = resource.path("Properties");
      resource.remove("Properties");
      resource.remove("Metadata");
      text.append(entry.getKey()).append(' ').append(text(resource)).append('\n');
      for (Map.Entry<String, JsonNode> one : sorted(properties)) {
        if (!LEFT_OUT.contains(one.getKey()) && !POLICIES.contains(one.getKey())) {
          text.append("  %s %s\n".formatted(one.getKey(), text(one.getValue())));
        }
      }
    }
    return text.toString();
  }

  private String outputs() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> one : sorted(template.path("Outputs"))) {
      String value = one.getKey().equals("Version") ? "" : text(one.getValue().get("Value"));
      String description = one.getValue().get("Description").asText();
      text.append("Output %s %s: %s\n".formatted(one.getKey(), value, description));
    }
    return text.toString();
  }

  /** Every policy of a role, a key, a queue and a topic, and whatever else gives a right. */
  private String rights() {
    StringBuilder rights = new StringBuilder();
    for (Map.Entry<String, JsonNode> resource : template.get("Resources").properties()) {
      JsonNode properties = resource.getValue().path("Properties");
      String type = resource.getValue().get("Type").asText();
      for (String more : List.of("ManagedPolicyArns", "Policies")) {
        assertFalse(properties.has(more), () -> resource.getKey() + " has " + more);
      }
      assertFalse(type.equals("AWS::Lambda::Permission"), resource::getKey);
      for (String document : POLICIES) {
        if (properties.has(document)) {
          rights.append(resource.getKey()).append(' ').append(text(properties.path("Roles")));
          statements(properties.get(document)).forEach(one -> rights.append("\n  ").append(one));
          rights.append('\n');
        }
      }
    }
    return rights.toString();
  }

  private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
    return object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
  }
}
