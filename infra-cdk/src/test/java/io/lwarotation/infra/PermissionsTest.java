package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.statements;
import static io.lwarotation.infra.Synthesized.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, statement by statement: a wider one is seen here. */
class PermissionsTest {
  private static final String AUTO = "lwa-my-auto";
  private static final Path WRITTEN_DOWN = Path.of("src/test/resources/permissions");
  private static final List<String> DOCUMENTS =
      List.of("PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy");

  private final Synthesized synthesized = Synthesized.shared();

  /** Every policy of a role, a key, a queue and a topic, and whatever else gives a right. */
  @ParameterizedTest
  @ValueSource(strings = {"LwaNotices-ops", "lwa-my-erp", AUTO})
  void nobodyMayDoMoreThanIsWrittenDown(String stack) throws IOException {
    StringBuilder rights = new StringBuilder();
    for (Map.Entry<String, JsonNode> resource :
        synthesized.template(stack).get("Resources").properties()) {
      JsonNode properties = resource.getValue().path("Properties");
      String type = resource.getValue().get("Type").asText();
      for (String more : List.of("ManagedPolicyArns", "Policies")) {
        assertFalse(properties.has(more), () -> resource.getKey() + " has " + more);
      }
      assertFalse(type.equals("AWS::Lambda::Permission"), resource::getKey);
      for (String document : DOCUMENTS) {
        if (properties.has(document)) {
          rights.append(resource.getKey()).append(' ').append(text(properties.path("Roles")));
          statements(properties.get(document)).forEach(one -> rights.append("\n  ").append(one));
          rights.append('\n');
        }
      }
    }
    Path found = Files.writeString(Path.of("target", stack + ".txt"), rights);

    assertEquals(
        Files.readString(WRITTEN_DOWN.resolve(stack + ".txt")),
        rights.toString(),
        "if that is wanted: cp infra-cdk/" + found + " infra-cdk/" + WRITTEN_DOWN);
  }

  @Test
  void onlyNewSecretMayOverwriteTheSecret() {
    String here = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/";
    String secret = here + "my-auto/lwa/clientsecret";
    Predicate<String> writes = one -> one.contains("ssm:PutParameter") && one.contains(secret);
    Set<String> writers = new TreeSet<>();
    synthesized
        .resources(AUTO, "AWS::IAM::Policy")
        .forEach(
            (id, policy) -> {
              List<String> all = statements(policy.at("/Properties/PolicyDocument"));
              List<String> allowed =
                  all.stream().filter(one -> one.contains("Effect=Allow")).toList();
              boolean denied =
                  all.stream()
                      .filter(one -> one.contains("Effect=Deny"))
                      .anyMatch(writes.and(one -> one.contains("ssm:Overwrite=true")));
              if (allowed.stream().anyMatch(writes) && !denied) {
                writers.add(id);
              }
              assertFalse(
                  allowed.stream()
                      // CloudWatch knows no resource for it.
                      .filter(one -> !one.contains("{Action=cloudwatch:GetMetricStatistics,"))
                      // The name comes from the client id, which no template knows.
                      .filter(one -> !one.contains("Resource=" + here + "lwa-rotation/clients/*"))
                      .map(one -> one.replace(here + "my-auto/authorizations/*", "any"))
                      .anyMatch(one -> one.contains("*")),
                  "no wildcard in " + id + all);
            });

    assertEquals(Set.of("RotationNewSecretHandlerRoleDefaultPolicy51202968"), writers);
  }

  @Test
  void amazonsAccountIsLetInNowhereButWhereTheSecretRotatesByItself() {
    assertTrue(synthesized.template(AUTO).toString().contains(MessageQueue.AMAZON_ACCOUNT));
    assertFalse(
        synthesized.template("lwa-my-erp").toString().contains(MessageQueue.AMAZON_ACCOUNT));
    assertFalse(
        synthesized
            .properties(AUTO, "AWS::KMS::Key", "CredentialsKey")
            .toString()
            .contains(MessageQueue.AMAZON_ACCOUNT));
  }
}
