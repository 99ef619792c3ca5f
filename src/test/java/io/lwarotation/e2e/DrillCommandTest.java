package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.sns.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code ./lwa drill}, as an operator runs it: on a stage of its own, where the link in the mail is
 * still good.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DrillCommandTest {
  private final Stage stage = Stage.deploy();

  @AfterAll
  void close() {
    stage.close();
  }

  /** CloudWatch counts by whole minutes: another drill's numbers are not to be among these. */
  @BeforeEach
  void anotherMinute() {
    stage.cloud().aws().confirm("you@example.com");
    stage.cloud().clock().advance(Duration.ofMinutes(2));
  }

  private Command drill(String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("drill", "--wait", "0"));
    line.addAll(List.of(more));
    return Command.run(stage.cloud().endpoints(), "", line);
  }

  @Test
  void goesThroughTheRuleToThePeopleAndTellsWhatAwsCounts() throws Exception {
    int before = stage.cloud().aws().deliveries().size();

    drill()
        .ends(
            0,
            "Sent the drill",
            "email you@example.com is confirmed",
            "AWS counts 2 delivered, none failed.");
    List<Delivery> news = stage.cloud().aws().deliveries();
    assertEquals(before + 2, news.size(), news::toString);
    assertTrue(news.getLast().body().contains("DRILL"), news::toString);
  }

  @Test
  void aDeliveryThatFailedIsToldAndIsNoSuccess() throws Exception {
    stage.cloud().aws().smsSandbox();
    Command command;
    try {
      command = drill("--json");
    } finally {
      stage.cloud().aws().leaveSmsSandbox();
    }

    command.ends(1);
    JsonNode json = Answers.json(command.output());
    assertFalse(json.path("ok").asBoolean(), command.output());
    assertEquals(1, json.at("/deliveries/delivered").asInt(), command.output());
    assertEquals(1, json.at("/deliveries/failed").asInt(), command.output());
  }

  @Test
  void numbersThatMayNotBeReadAreSaidSoAndMakeNoFailure() throws Exception {
    stage
        .cloud()
        .aws()
        .faults()
        .next(1, "monitoring", "GetMetricStatistics", new Fault.AccessDenied());

    drill().ends(0, "this needs cloudwatch:GetMetricStatistics");
  }

  @Test
  void whatCannotBeSentIsAFailure() throws Exception {
    stage.cloud().aws().faults().next(1, "events", "PutEvents", new Fault.AccessDenied());

    drill().ends(1, "lack the right events:PutEvents");

    drill("--app", "other-erp").ends(1, "npx cdk deploy");
  }

  @Test
  void aDrillThatNobodyGetsIsNoSuccess() throws Exception {
    try (Stage fresh = Stage.deploy()) {
      fresh.cloud().aws().unsubscribe("+15550100000");

      Command.run(fresh.cloud().endpoints(), "", List.of("drill", "--wait", "0"))
          .ends(1, "Nobody has confirmed", "you@example.com is not confirmed");
    }
  }
}
