package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.Delivery;
import io.lwarotation.local.aws.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./lwa doctor} and {@code ./lwa drill}, as an operator runs them. */
@ExtendWith(SharedStage.class)
final class DoctorCommandTest {
  private final Stage stage;
  private Map<String, String> environment = Map.of();

  DoctorCommandTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void locate() {
    environment = stage.cloud().endpoints();
  }

  private JsonNode findings() throws Exception {
    Command command = Command.run(environment, "", List.of("doctor", "--json"));
    assertEquals(1, command.exitCode(), command.output());
    assertFalse(command.output().contains(stage.application().clientSecret()), command.output());
    return Told.json(command.output()).path("findings");
  }

  private static String verdict(JsonNode findings, String subject) {
    for (JsonNode one : findings) {
      if (one.path("subject").asText().equals(subject)) {
        return one.path("verdict").asText();
      }
    }
    return "none in " + findings;
  }

  @Test
  void everyPreconditionHasAVerdictAndWhatIsNotWellARemedy() throws Exception {
    JsonNode findings = findings();

    for (String subject :
        List.of(
            "stack",
            Stage.CLIENT_ID,
            Stage.SECRET,
            Stage.REFRESH_TOKEN,
            "rotation record",
            "reminder policy",
            "key",
            "key rotation",
            "reminder rule")) {
      assertEquals("ok", verdict(findings, subject), subject + " in " + findings);
    }
    assertEquals("bad", verdict(findings, "clock"), "the stand-in's clock is in another month");
    for (JsonNode one : findings) {
      assertEquals(
          one.path("verdict").asText().equals("ok"),
          one.path("remedy").asText().isEmpty(),
          () -> one.toString());
    }
  }

  @Test
  void aMissingRightIsNamedAndTheOtherLooksGoOn() throws Exception {
    stage.cloud().aws().faults().next(1, "kms", "DescribeKey", new Fault.AccessDenied());

    JsonNode findings = findings();

    assertEquals("unknown", verdict(findings, "key"));
    assertTrue(findings.toString().contains("lack the right kms:DescribeKey"), findings::toString);
    assertEquals("ok", verdict(findings, "key rotation"));
  }

  @Test
  void anApplicationThatIsNotDeployedIsOneFindingAndNoEnd() throws Exception {
    Command command =
        Command.run(environment, "", List.of("doctor", "--app", "other-erp", "--json"));

    assertEquals(1, command.exitCode(), command.output());
    JsonNode findings = Told.json(command.output()).path("findings");
    assertEquals("bad", verdict(findings, "stack"));
    assertEquals("bad", verdict(findings, "/other-erp/lwa/clientsecret"));
    assertEquals("unknown", verdict(findings, "key"));
  }

  @Test
  void wrongUsageOfEitherIsExitCode2() throws Exception {
    for (String line :
        List.of("doctor --app My_Erp", "doctor --what", "drill --wait 601", "drill --wait soon")) {
      Command command = Command.run(environment, "", List.of(line.split(" ", -1)));
      assertEquals(2, command.exitCode(), command.output());
    }
  }

  @Test
  void aDrillGoesThroughTheRuleToThePeople() throws Exception {
    stage.cloud().aws().confirm("you@example.com");
    int before = stage.cloud().aws().deliveries().size();

    Command command = Command.run(environment, "", List.of("drill", "--wait", "0"));

    List<Delivery> deliveries = stage.cloud().aws().deliveries();
    assertTrue(command.spoken().contains("Sent the drill"), command.output());
    assertTrue(deliveries.size() > before, command.output());
    assertTrue(deliveries.getLast().body().contains("DRILL"), deliveries.toString());
  }
}
