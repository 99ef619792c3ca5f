package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudwatch.AlarmState;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;

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

  @Test
  void ifNobodyConfirmsItIsHeardOnceAndUntilSomebodyDoes(@TempDir Path folder) throws Exception {
    ObjectNode template = (ObjectNode) Answers.json(Files.readString(Project.template()));
    template.withObject("/Resources").remove("NoticesTopic15550100000262A764D"); // the telephone
    // Two hours that CloudWatch looks further back here, and need not: no promise says how far.
    ((ObjectNode) nobodyConfirmed(template)).put("EvaluationPeriods", 44);
    Path file = Files.writeString(folder.resolve("t.template.json"), template.toString());
    try (LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads())) {
      Deployment stack = cloud.deploy(Project.STACK, file);
      pass(cloud, 47);
      List<Boolean> red = new ArrayList<>(List.of(false));
      for (int hour = 48; hour < 8 * 24; hour++) {
        if (hour == 6 * 24 + 1) {
          subscribe(cloud, Objects.requireNonNull(stack.outputs().get("TopicArn")));
        }
        cloud.clock().advance(Duration.ofHours(1));
        boolean now = red(cloud).stream().anyMatch(name -> name.contains("nobody would hear"));
        if (now != red.getLast()) {
          red.add(now);
        }
      }
      assertEquals(List.of(false, true, false), red, "a flickering alarm would tell every day");
    }
  }

  private static JsonNode nobodyConfirmed(JsonNode template) {
    return template
        .get("Resources")
        .valueStream()
        .map(resource -> resource.path("Properties"))
        .filter(alarm -> alarm.path("MetricName").asText().equals("ConfirmedSubscriptions"))
        .findFirst()
        .orElseThrow();
  }

  private static void subscribe(LocalCloud cloud, String topic) {
    try (SnsClient sns = Clients.sns(cloud.aws().endpoint())) {
      sns.subscribe(request -> request.topicArn(topic).protocol("email").endpoint(MAIL));
    }
    assertEquals(1, cloud.aws().confirm(MAIL));
  }

  private static List<String> red(LocalCloud cloud) {
    return cloud.aws().alarms().entrySet().stream()
        .filter(alarm -> alarm.getValue() == AlarmState.ALARM)
        .map(Map.Entry::getKey)
        .toList();
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
    assertEquals(List.of(), red(cloud), when);
    cloud.runs().forEach(run -> assertInstanceOf(Invocation.Answered.class, run.result(), when));
  }
}
