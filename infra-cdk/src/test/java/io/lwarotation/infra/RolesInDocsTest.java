package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * What docs/security.md says of the roles is what the template of an application gives them, word
 * for word. {@code mvn -pl infra-cdk test -Dtest=RolesInDocsTest -Dlwa.docs.write=true} writes it.
 */
class RolesInDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final String BEGIN = "<!-- roles: written by RolesInDocsTest -->\n";
  private static final String END = "<!-- end of roles -->\n";
  private static final String STACK = "lwa-my-auto";

  /** That a function writes its log, a schedule starts its function and has its dead letters. */
  private static final Pattern SAID_ONCE =
      Pattern.compile(
          "- (?:`logs:CreateLogStream`, `logs:PutLogEvents` on `\\$\\{\\w+Logs"
              + "|`lambda:InvokeFunction` on `\\$\\{\\w+Function"
              + "|`sqs:SendMessage` on `\\$\\{\\w+DeadLettersQueue)\\.Arn}`\n");

  @Test
  void thePageSaysWhatEachRoleMayDo() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String generated = page.substring(0, begin) + roles() + page.substring(end);
    if (Boolean.getBoolean("lwa.docs.write")) {
      Files.writeString(PAGE, generated);
    }
    assertEquals(
        generated,
        Files.readString(PAGE),
        "docs/security.md is not what the template says; write it with -Dlwa.docs.write=true");
  }

  private static String roles() {
    Map<String, JsonNode> roles = Synthesized.shared().resources(STACK, "AWS::IAM::Role");
    Map<String, JsonNode> policies = Synthesized.shared().resources(STACK, "AWS::IAM::Policy");
    return roles.entrySet().stream()
        .map(
            role ->
                "\n**%s** %s\n\n%s"
                    .formatted(
                        readable(role.getKey()),
                        role.getValue().at("/Properties/Description").asText(""),
                        policies.values().stream()
                            .filter(policy -> isOf(policy, role.getKey()))
                            .flatMap(
                                policy ->
                                    elements(policy.at("/Properties/PolicyDocument/Statement")))
                            .map(RolesInDocsTest::row)
                            .filter(Predicate.not(SAID_ONCE.asMatchPredicate()))
                            .collect(Collectors.joining())))
        .filter(role -> !role.endsWith("\n\n"))
        .collect(Collectors.joining("", "", "\n"));
  }

  private static boolean isOf(JsonNode policy, String role) {
    return elements(policy.at("/Properties/Roles"))
        .anyMatch(named -> named.path("Ref").asText().equals(role));
  }

  private static String row(JsonNode statement) {
    return "- %s%s on %s%s\n"
        .formatted(
            statement.get("Effect").asText().equals("Deny") ? "**never** " : "",
            list(statement.get("Action")),
            list(statement.get("Resource")),
            statement.has("Condition")
                ? " if `" + readable(Synthesized.text(statement.get("Condition"))) + "`"
                : "");
  }

  private static String list(JsonNode value) {
    List<JsonNode> all = value.isArray() ? elements(value).toList() : List.of(value);
    return all.stream()
        .map(one -> "`" + readable(Synthesized.text(one)) + "`")
        .collect(Collectors.joining(", "));
  }

  /** Without the letters that CDK adds, and without what is the same in every name. */
  private static String readable(String text) {
    return text.replaceAll("(?<=[a-z])[0-9A-F]{8}(?![0-9A-Za-z])", "")
        .replace("arn:${AWS::Partition}:", "")
        .replace(":${AWS::Region}:${AWS::AccountId}:", ":")
        .replaceAll("ssm:parameter(?=/)", "")
        .replace("|", "\\|");
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
