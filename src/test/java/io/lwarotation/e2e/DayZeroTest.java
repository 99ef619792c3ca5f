package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * From the deploy on nobody hears anything until something is wrong: rates fire and alarms are
 * looked at as soon as they are made, and nobody has stored or confirmed anything yet.
 */
@Order(3)
final class DayZeroTest {
  @Test
  void isSilentUntilTheFirstPutHoweverLateThatIs() {
    try (Stage stage = Stage.deploy()) {
      assertSilent(stage.cloud(), "right after the deploy", Past.NONE);
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
      stage.cloud().aws().confirm(Stage.MAIL);
      pass(stage.cloud(), 66);
    }
  }

  @Test
  void isSilentInTheFirstTwoDaysAfterThePut() {
    try (Stage stage = Stage.deploy()) {
      pass(stage.cloud(), 5);
      stage.cloud().aws().confirm(Stage.MAIL);
      stage.storeAll();
      pass(stage.cloud(), 53);

      assertInstanceOf(Invocation.Answered.class, stage.call("{}"));
    }
  }

  @Test
  void isSilentWhenTheModeChanges() {
    try (Stage stage = Stage.deploy()) {
      stage.cloud().aws().confirm(Stage.MAIL);
      stage.storeAll();
      pass(stage.cloud(), 3);
      stage.stack().update(Project.automaticTemplate());
      pass(stage.cloud(), 50);
      stage.stack().update(Project.template());
      pass(stage.cloud(), 50);
      stage.stack().update(Project.automaticTemplate());
      pass(stage.cloud(), 13);
    }
  }

  @Test
  void isSilentAgainAfterDestroyAndDeploy() {
    try (Stage stage = Stage.deploy()) {
      stage.cloud().aws().confirm(Stage.MAIL);
      stage.storeAll();
      pass(stage.cloud(), 2);
      stage.stack().delete();
      Deployment again = stage.cloud().deploy("lwa-again", Project.template());
      stage.cloud().aws().confirm(Stage.MAIL);
      pass(stage.cloud(), 50);
      again.delete();
    }
  }

  @ParameterizedTest
  @CsvSource({"first-release, cdk.out", "before-1.0, cdk.out-automatic"})
  void isSilentAfterAnUpdateOfAnOlderTemplate(String from, String to) {
    Path old = Project.home().resolve("src/test/resources/" + from + ".template.json");
    try (Stage stage = Stage.deploy(Stage.START, old)) {
      stage.cloud().aws().confirm(Stage.MAIL);
      stage.storeAll();
      stage.cloud().clock().advance(Duration.ofDays(3));
      Past past = Past.of(stage.cloud());

      Path built = Project.templates(to).resolve("lwa-my-erp.template.json");
      stage.stack().update(built);
      stage.hours(25); // what was red is so until the watch has run
      pass(stage.cloud(), 25, past);
    }
  }

  @Test
  void isSilentWhereItRotatesByItselfAfterAFirstDeployThatWasRolledBack(@TempDir Path folder)
      throws Exception {
    Path broken = Damage.withWhatCannotBeMade(folder);
    try (LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads())) {
      assertThrows(DeploymentException.class, () -> cloud.deploy(Project.STACK, broken));
      cloud.deploy(Project.STACK, Project.automaticTemplate());
      pass(cloud, 2);
      cloud.aws().confirm(Stage.MAIL);
      pass(cloud, 50);
    }
  }

  @Test
  void isSilentOnATopicThatIsShared() {
    Path folder = Project.templates("cdk.out-shared");
    try (LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads())) {
      cloud.deploy("LwaNotices-ops", folder.resolve("LwaNotices-ops.template.json"));
      cloud.aws().confirm(Stage.MAIL);
      cloud.deploy(Project.STACK, folder.resolve("lwa-my-erp.template.json"));
      pass(cloud, 50);
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
      sns.subscribe(request -> request.topicArn(topic).protocol("email").endpoint(Stage.MAIL));
    }
    assertEquals(1, cloud.aws().confirm(Stage.MAIL));
  }

  private static List<String> red(LocalCloud cloud) {
    return cloud.aws().alarms().entrySet().stream()
        .filter(alarm -> alarm.getValue() == AlarmState.ALARM)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What came of an earlier template, and is over. */
  private record Past(int heard, int lost, int runs) {
    static final Past NONE = new Past(0, 0, 0);

    static Past of(LocalCloud cloud) {
      return new Past(
          cloud.aws().deliveries().size(), cloud.aws().lost().size(), cloud.runs().size());
    }
  }

  private static void pass(LocalCloud cloud, int hours) {
    pass(cloud, hours, Past.NONE);
  }

  private static void pass(LocalCloud cloud, int hours, Past past) {
    for (int hour = 1; hour <= hours; hour++) {
      cloud.clock().advance(Duration.ofHours(1));
      assertSilent(cloud, hour + " hours later", past);
    }
  }

  private static void assertSilent(LocalCloud cloud, String when, Past past) {
    assertEquals(List.of(), since(past.heard(), cloud.aws().deliveries()), when);
    assertEquals(List.of(), since(past.lost(), cloud.aws().lost()), when);
    assertEquals(List.of(), red(cloud), when);
    since(past.runs(), cloud.runs())
        .forEach(run -> assertInstanceOf(Invocation.Answered.class, run.result(), when));
  }

  private static <T> List<T> since(int past, List<T> all) {
    return all.subList(past, all.size());
  }
}
