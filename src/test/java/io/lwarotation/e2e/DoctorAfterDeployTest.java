package io.lwarotation.e2e;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterTier;

/** {@code ./lwa doctor} on the first day, and after somebody wrote parameters by hand. */
final class DoctorAfterDeployTest {
  @Test
  void saysWhatIsStillToDoAfterAFreshDeployAndWhatIsWrongWithParameters() throws Exception {
    // Three minutes ago by AWS's clock: odd, and not yet refused.
    try (Stage fresh = Stage.deploy(Instant.now().minus(Duration.ofMinutes(3)))) {
      fresh.call("{}"); // which fails: nothing is stored yet
      fresh.cloud().aws().evaluateAlarms();
      Findings.of(Findings.doctor(fresh, "--json").ends(1))
          .assertSaid(
              """
          /my-erp/lwa/clientidentifier | bad | it holds the placeholder | ./lwa put --app my-erp
          /my-erp/lwa/clientsecret | bad | it holds the placeholder | ./lwa put --app my-erp
          /my-erp/refreshToken | bad | it holds the placeholder | ./lwa put --app my-erp
          email you@example.com | bad | nothing reaches it | click the link
          function of the call | bad | still the placeholder | logs CallSpApiFunctionName
          clock | warn | s ahead of AWS | NTP
          alarm my-erp: a call of SP-API failed | bad | is in alarm | log says why and what to do""");

      Damage.spoilParameters(fresh);
      fresh.cloud().aws().unsubscribe("+15550100000");
      Findings.of(Findings.doctor(fresh, "--json"))
          .assertSaid(
              """
          /my-erp/lwa/clientidentifier | bad | is not a SecureString | rotate what was in it
          /my-erp/lwa/clientsecret | bad | is of tier Standard | --tier Advanced
          /my-erp/refreshToken | bad | another key | ./lwa adopt --app my-erp
          rotation record | bad | is not a String | npx cdk deploy
          reminder policy | bad | nobody is reminded | write the secret again
          subscriptions | bad | nobody is told | confirm one""");

      String after20Days =
          "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"20\",\"Unit\":\"Days\"}}]";
      Damage.recreate(fresh, Stage.SECRET, ParameterTier.ADVANCED, after20Days);
      fresh.cloud().clock().moveTo(Instant.now().plus(Duration.ofMinutes(6)));
      Findings.of(Findings.doctor(fresh, "--json"))
          .assertSaid(
              """
          /my-erp/lwa/clientsecret | bad | it holds the placeholder | ./lwa put
          reminder policy | bad | no NoChangeNotification after 150 days | this policy
          clock | bad | s behind AWS | NTP""");
    }
  }
}
