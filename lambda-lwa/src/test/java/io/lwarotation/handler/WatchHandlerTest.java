package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.watch.CallHistory;
import io.lwarotation.core.watch.SecretDates;
import io.lwarotation.core.watch.WatchApplication;
import io.lwarotation.core.watch.WatchFacts;
import io.lwarotation.core.watch.WatchSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-01T06:00:00Z");

  private static final RecordEntry NONE =
      new RecordEntry(0, NOW, new StoredRecord.Absent(), null, RecordNotes.NONE);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void namesEveryVariableThatIsMissingInOneError() {
    assertEquals(
        "LWA_APP is missing; LWA_CLIENT_ID_PARAMETER is missing; LWA_CLIENT_SECRET_PARAMETER is"
            + " missing; LWA_REFRESH_TOKEN_PARAMETER is missing; LWA_ROTATION_RECORD_PARAMETER is"
            + " missing; LWA_WATCH_PARAMETER is missing; LWA_TOPIC_ARN is missing; LWA_ROTATION is"
            + " missing; LWA_SUBSCRIPTIONS is missing",
        assertThrows(IllegalArgumentException.class, () -> config(Map.of())).getMessage());
  }

  @Test
  void readsTheQueuesByName() {
    WatchConfig config =
        config(environment("New=https://sqs.example.com/1/n, Old=https://sqs.example.com/1/o"));

    assertEquals(
        Map.of("New", "https://sqs.example.com/1/n", "Old", "https://sqs.example.com/1/o"),
        config.watched().deadLetterQueues());
    assertEquals(Map.of(), config(environment("")).watched().deadLetterQueues());
    assertThrows(IllegalArgumentException.class, () -> config(environment("no url")));
  }

  @Test
  void readsHowTheApplicationIsDeployed() {
    Map<String, String> environment = environment("");
    assertEquals(
        new WatchSettings(false, 150, "", Optional.empty()), config(environment).settings());

    environment.put("LWA_ROTATION", "automatic");
    environment.put("LWA_SCHEDULE", "rate(7 days)");
    assertEquals(
        new WatchSettings(true, 150, "rate(7 days)", Optional.of(Duration.ofDays(7))),
        config(environment).settings());
  }

  private static WatchConfig config(Map<String, String> environment) {
    return WatchConfig.of(new Variables(environment));
  }

  private static Map<String, String> environment(String queues) {
    Map<String, String> environment = new HashMap<>(ConfigTest.COMPLETE);
    environment.put("LWA_WATCH_PARAMETER", "/my-erp/lwa/watch");
    environment.put("LWA_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:topic");
    environment.put("LWA_ROTATION", "remind");
    environment.put("LWA_SUBSCRIPTIONS", "2");
    environment.put("LWA_DEAD_LETTER_QUEUES", queues);
    return environment;
  }

  @Test
  void writesItsMetricsAsOneLine() {
    WatchLog.write(
        new JsonLines(new PrintStream(out, true, StandardCharsets.UTF_8), "Watch", "my-erp"),
        "r-1",
        result(List.of()));

    assertEquals(
        """
        {"level":"INFO","event":"Watch","app":"my-erp","requestId":"r-1","outcome":"ok","daysLeft":180,\
        "expiresAt":"2027-04-30T06:00:00Z","notices":["SUBSCRIPTION_GONE"],"_aws":{\
        "Timestamp":1793512800000,"CloudWatchMetrics":[{"Namespace":"LwaRotation","Dimensions":[["App"]],\
        "Metrics":[{"Name":"DaysUntilSecretExpires","Unit":"Count"},{"Name":"SecretAgeDays","Unit":"Count"},\
        {"Name":"HoursSinceRotationRequested","Unit":"Count"},{"Name":"ConfirmedSubscriptions","Unit":"Count"},\
        {"Name":"PendingSubscriptions","Unit":"Count"},{"Name":"GoneSubscriptions","Unit":"Count"},\
        {"Name":"HoursSinceLastGoodCall","Unit":"Count"},{"Name":"DeadLetters","Unit":"Count"},\
        {"Name":"WatchRuns","Unit":"Count"}]}]},"App":"my-erp","DaysUntilSecretExpires":180,\
        "SecretAgeDays":0,"HoursSinceRotationRequested":0,"ConfirmedSubscriptions":1,\
        "PendingSubscriptions":0,"GoneSubscriptions":1,"HoursSinceLastGoodCall":5,"DeadLetters":3,\
        "WatchRuns":1}
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void answersWithWhatItSawAndTold() {
    assertEquals(
        "{\"status\":\"incomplete\",\"daysLeft\":180,\"expiresAt\":\"2027-04-30T06:00:00Z\",\"notices\":[\"SUBSCRIPTION_GONE\"],\"problems\":[\"SNS refused.\"]}",
        WatchLog.answer(result(List.of("SNS refused."))));
  }

  private static WatchApplication.Result result(List<String> problems) {
    return new WatchApplication.Result(
        new WatchFacts(
            Optional.of(new SecretDates(2, NOW, NONE, NONE, Optional.empty(), NOW)),
            Optional.of(new WatchFacts.Subscriptions(1, 0, 2)),
            Map.of("New", 3L),
            Optional.of(
                new CallHistory(
                    Optional.of(NOW.minusSeconds(18_000)),
                    Optional.of(NOW.minusSeconds(18_000)),
                    Optional.of(NOW.minusSeconds(18_000)))),
            problems),
        List.of(NoticeKind.SUBSCRIPTION_GONE),
        problems,
        NOW);
  }
}
