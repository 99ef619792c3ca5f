package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./lwa status}, with one stack for all. */
@Order(3)
@ExtendWith(OwnStage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StatusCommandTest {
  private final Stage stage;

  @TempDir private Path folder = Path.of("");

  StatusCommandTest(Stage stage) {
    this.stage = stage;
  }

  /** When the watch has seen the new secret and every alarm is over. */
  @BeforeEach
  void aDayLater() {
    stage.days(1);
    Answers.answer(stage.call("{}"));
  }

  private Command status(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("status"));
    line.addAll(List.of(options));
    return Command.run(stage.cloud().endpoints(), "", line).lacks("amzn1.oa2-cs", "Atzr|", "Atza|");
  }

  private static JsonNode finding(JsonNode status, String name) {
    for (JsonNode one : status.path("findings")) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no finding " + name + " in " + status);
  }

  @Test
  void followsTheSecretFromFineToSoonToNow() throws Exception {
    Command fine = status();
    fine.ends(0, " 179 days left ");
    fine.ends(0, "A person rotates");
    fine.ends(0, "none of 10 is in alarm");
    fine.ends(0, "Fine: nothing to do.");
    assertTrue(fine.output().contains("█"), fine.output());
    assertFalse(fine.output().contains("\u001b"), "no colours in a pipe");
    Instant now = stage.cloud().clock().instant();
    String told = fine.spoken().replaceAll(".*in the hour of (\\S+Z)\\..*", "$1");
    assertFalse(Instant.parse(told).isAfter(now), fine.output());
    assertTrue(Instant.parse(told).isAfter(now.minus(Duration.ofHours(1))), fine.output());

    stage.create("/my-erp/authorizations/eu/acme", "Atzr|EXAMPLE");
    stage.cloud().clock().advance(Duration.ofDays(154));
    Command soon = status("--app", "my-erp", "--json").ends(1);
    JsonNode json = Answers.json(soon.output());
    assertEquals("soon", json.path("level").asText());
    assertEquals("remind", json.path("mode").asText());
    assertEquals(25, json.path("daysLeft").asInt(), 1.0, soon.output());
    assertEquals("soon", finding(json, "secret").path("level").asText());
    String authorizations = finding(json, "authorizations").path("text").asText();
    assertTrue(authorizations.startsWith("1 stored, and no daily sweep"), authorizations);
    assertEquals(stage.newest(Stage.SECRET).version(), json.path("version").asLong());
    assertTrue(json.path("versions").get(0).hasNonNull("writtenBy"), soon.output());

    stage.cloud().clock().advance(Duration.ofDays(20));
    status().ends(2, "Act now.");
    stage.cloud().clock().advance(Duration.ofDays(7));
    Command over = status().ends(2, "expired");
    assertTrue(over.spoken().matches(".* expired [23] days ago .*"), over.output());
    stage.ssm().deleteParameter(request -> request.name("/my-erp/authorizations/eu/acme"));
  }

  @Test
  void writesOnePageWithTheSameAndNothingSecret() throws Exception {
    Path page = folder.resolve("status.html");

    status("--html", page.toString()).ends(0, "Fine: nothing to do.");
    String html = Files.readString(page);
    assertTrue(html.contains("<h2>my-erp <small>remind</small></h2>"), html);
    assertTrue(html.contains("none of 10 is in alarm"), html);
    assertTrue(html.contains("Parameter Store&#39;s reminder"), html);
    assertTrue(html.contains("in account 123456789012, region us-east-1"), html);
    for (String secret : List.of("amzn1.", "Atzr|", "Atza|", stage.application().clientSecret())) {
      assertFalse(html.contains(secret), html);
    }

    status("--html", folder.resolve("none/status.html").toString())
        .ends(3, "there is no such folder");
  }

  /** As the watch and the rotation count them: what a person writes makes nothing later. */
  @ParameterizedTest
  @CsvSource({"false, by the rotation record", "true, so the edit does not count"})
  void countsTheEarlierEndWhereAPersonEditedTheRecord(boolean keepsFollows, String told)
      throws Exception {
    Instant end = stage.cloud().clock().instant().plus(Duration.ofDays(100));
    String entry = "{\"secretVersion\":%d,\"expiresAt\":\"%s\"%s}";
    long version = stage.newest(Stage.SECRET).version();
    String follows = ",\"follows\":" + stage.newest(Stage.RECORD).version();
    stage.put(Stage.RECORD, entry.formatted(version, end, follows));
    stage.cloud().clock().advance(Duration.ofMinutes(20));
    Instant typed = end.plus(Duration.ofDays(50));
    stage.put(Stage.RECORD, entry.formatted(version, typed, keepsFollows ? follows : ""));

    Command status = status("--app", "my-erp", "--json");

    JsonNode json = Answers.json(status.output());
    assertEquals(end.toString(), json.path("expiresAt").asText(), status.output());
    assertTrue(json.path("findings").toString().contains(told), status.output());
  }

  @Test
  void whatCannotBeSeenIsUnknownAndTheRestIsTold() throws Exception {
    stage
        .cloud()
        .aws()
        .faults()
        .next(1, "sns", "ListSubscriptionsByTopic", new Fault.AccessDenied());

    Command command = status("--app", "my-erp", "--json").ends(3);
    JsonNode json = Answers.json(command.output());
    assertEquals("unknown", json.path("level").asText());
    JsonNode unseen = finding(json, "subscriptions");
    assertEquals("unknown", unseen.path("level").asText());
    assertTrue(
        unseen.path("text").asText().contains("lack the right sns:ListSubscriptionsByTopic"),
        unseen::toString);
    assertEquals("fine", finding(json, "lastCall").path("level").asText());
  }

  @Test
  void showsAlarmsAndDeadLetters() throws Exception {
    stage.application().revokeAuthorization();
    stage.makeCold();
    Instant before = stage.cloud().clock().instant();
    stage.days(3);
    String deadLetters = stage.stack().outputs().getOrDefault("ScheduledCallDeadLettersArn", "");
    Operator operator = new Operator(stage.cloud());
    operator.send(deadLetters, "{}");

    Command command = status("--app", "my-erp", "--json").ends(2);
    JsonNode json = Answers.json(command.output());
    JsonNode last = finding(json, "lastCall");
    assertEquals("now", last.path("level").asText(), last::toString);
    assertTrue(
        last.path("text").asText().contains("later ones failed; ./lwa check"), last::toString);
    JsonNode queues = finding(json, "queues");
    assertEquals("soon", queues.path("level").asText(), queues::toString);
    assertTrue(queues.path("text").asText().contains("1 in ScheduledCall"), queues::toString);
    JsonNode alarms = finding(json, "alarms");
    assertEquals("now", alarms.path("level").asText(), alarms::toString);
    String text = alarms.path("text").asText();
    assertTrue(text.contains("my-erp: a call of SP-API failed is in alarm, since 2026-"), text);
    Instant since = Instant.parse(text.replaceAll(".*since (\\S+Z);.*", "$1"));
    assertTrue(since.isAfter(before), text);
    status().ends(2, "✗ Alarm my-erp: a call of SP-API failed: is in alarm");
    operator.purge(deadLetters);
  }

  /** The last: two more stacks are there from now on. */
  @Test
  @Order(Integer.MAX_VALUE)
  void withoutAnApplicationAllAreListedTheWorstFirst() throws Exception {
    for (String app : List.of("a-fresh-one", "zoo-shop")) {
      String template = Files.readString(Project.template()).replace("my-erp", app);
      Path file = Files.writeString(folder.resolve(app + ".json"), template);
      stage.cloud().deploy("lwa-" + app, file);
    }
    stage.ssm().deleteParameter(request -> request.name("/zoo-shop/lwa/clientsecret"));

    Command command = status("--json").ends(2);
    JsonNode json = Answers.json(command.output());
    assertEquals("now", json.path("level").asText());
    assertEquals("us-east-1", json.path("region").asText());
    List<String> apps = new ArrayList<>();
    json.path("applications")
        .forEach(one -> apps.add(one.path("app").asText() + " " + one.path("level").asText()));
    assertEquals(List.of("a-fresh-one now", "zoo-shop unknown", "my-erp fine"), apps);
    assertTrue(json.path("applications").get(2).path("daysLeft").asInt() > 178);

    Command text =
        status()
            .ends(2, "3 applications in account 123456789012, region us-east-1")
            .ends(2, "run ./lwa put --app a-fresh-one")
            .ends(2, "There is no parameter /zoo-shop/lwa/clientsecret");
    assertTrue(
        text.output().indexOf("a-fresh-one (remind)") < text.output().indexOf("my-erp (remind)"),
        text.output());
  }
}
