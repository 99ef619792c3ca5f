package io.lwarotation.infra;

import static io.lwarotation.infra.Synthesized.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What must hold whatever StackTextTest has written down. */
class PermissionsTest {
  private static final String AUTO = "lwa-my-auto";

  private final Synthesized synthesized = Synthesized.shared();

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
  void amazonsAccountIsNotLetIntoTheCredentialsKey() {
    assertFalse(
        synthesized
            .properties(AUTO, "AWS::KMS::Key", "CredentialsKey")
            .toString()
            .contains(MessageQueue.AMAZON_ACCOUNT));
  }
}
