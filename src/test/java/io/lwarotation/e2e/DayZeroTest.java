package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudwatch.AlarmState;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * From the deploy on nobody hears anything until something is wrong: rates fire and alarms are
 * looked at as soon as they are made, and nobody has stored or confirmed anything yet.
 */
final class DayZeroTest {
  private static final String MAIL = "you@example.com";
  private static final Path AUTOMATIC =
      Project.home().resolve("infra-cdk/target/cdk.out-automatic/lwa-my-erp.template.json");

  @Test
  void isSilentUntilTheFirstPutHoweverLateThatIs() {
    try (Stage stage = Stage.deploy()) {
      assertSilent(stage.cloud(), "right after the deploy");
      Set<String> ran = new TreeSet<>();
      stage.cloud().runs().forEach(run -> ran.add(run.function().handler()));
      assertEquals(
          Set.of(
              "io.lwarotation.handler.CallSpApiHandler",
              "io.lwarotation.handler.ParametersHandler",
              "io.lwarotation.handler.WatchHandler"),
          ran,
          "a rate fires at once");

      pass(stage.cloud(), 6);
      stage.cloud().aws().confirm(MAIL);
      pass(stage.cloud(), 66);
    }
  }

  @Test
  void isSilentInTheFirstTwoDaysAfterThePut() {
    try (Stage stage = Stage.deploy()) {
      pass(stage.cloud(), 5);
      stage.cloud().aws().confirm(MAIL);
      stage.storeAll();
      pass(stage.cloud(), 53);

      assertInstanceOf(Invocation.Answered.class, stage.call("{}"));
    }
  }

  @Test
  void isSilentWhereItRotatesByItself() {
    try (LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads())) {
      cloud.deploy(
          Project.STACK,
          Project.home().resolve("infra-cdk/target/cdk.out-automatic/lwa-my-erp.template.json"));
      pass(cloud, 2);
      cloud.aws().confirm(MAIL);
      pass(cloud, 50);
    }
  }

  @Test
  void isSilentWhenTheModeChanges() {
    try (Stage stage = Stage.deploy()) {
      stage.cloud().aws().confirm(MAIL);
      stage.storeAll();
      pass(stage.cloud(), 3);
      stage.stack().update(AUTOMATIC, Map.of());
      pass(stage.cloud(), 50);
      stage.stack().update(Project.template(), Map.of());
      pass(stage.cloud(), 50);
    }
  }

  @Test
  void isSilentAgainAfterDestroyAndDeploy() {
    try (Stage stage = Stage.deploy()) {
      stage.cloud().aws().confirm(MAIL);
      stage.storeAll();
      pass(stage.cloud(), 2);
      stage.stack().delete();
      Deployment again = stage.cloud().deploy("lwa-again", Project.template());
      stage.cloud().aws().confirm(MAIL);
      pass(stage.cloud(), 50);
      again.delete();
    }
  }

  private static void pass(LocalCloud cloud, int hours) {
    for (int hour = 1; hour <= hours; hour++) {
      cloud.clock().advance(Duration.ofHours(1));
      assertSilent(cloud, hour + " hours later");
    }
  }

  private static void assertSilent(LocalCloud cloud, String when) {
    assertEquals(List.of(), cloud.aws().deliveries(), when);
    assertEquals(List.of(), cloud.aws().lost(), when);
    List<String> red =
        cloud.aws().alarms().entrySet().stream()
            .filter(alarm -> alarm.getValue() == AlarmState.ALARM)
            .map(Map.Entry::getKey)
            .toList();
    assertEquals(List.of(), red, when);
    cloud.runs().forEach(run -> assertInstanceOf(Invocation.Answered.class, run.result(), when));
  }
}
