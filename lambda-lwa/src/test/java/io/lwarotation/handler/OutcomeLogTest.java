package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.SpApiAnswer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutcomeLogTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_780_000_000_000L);

  private static CallAnswer answer(boolean fallback) {
    return new CallAnswer(
        "GET /a",
        new SpApiAnswer(200, Optional.of("r-1"), "{}"),
        new SecretExpiry(7, NOW, SecretExpiry.Source.RECORD),
        0,
        Optional.empty(),
        fallback ? Optional.of("/my-erp/lwa/clientsecret holds a space") : Optional.empty());
  }

  private static String line(boolean fallback) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new OutcomeLog(
            new PrintStream(out, true, StandardCharsets.UTF_8), "my-erp", InstantSource.fixed(NOW))
        .succeeded("request-1", Optional.empty(), answer(fallback));
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void eachCallThatSucceededCarriesTheMetricThatTheAlarmStandsOn() {
    String metric =
        "\"_aws\":{\"Timestamp\":1780000000000,\"CloudWatchMetrics\":[{\"Namespace\":\"LwaRotation\","
            + "\"Dimensions\":[[\"App\"]],\"Metrics\":[{\"Name\":\"EarlierSecretInUse\",\"Unit\":\"Count\"},"
            + "{\"Name\":\"SuccessfulCalls\",\"Unit\":\"Count\"}]}]},"
            + "\"App\":\"my-erp\",\"EarlierSecretInUse\":";

    assertTrue(line(false).endsWith(metric + "0,\"SuccessfulCalls\":1}"), line(false));
    assertTrue(line(true).endsWith(metric + "1,\"SuccessfulCalls\":1}"), line(true));
  }

  @Test
  void aCallWithAnEarlierSecretIsAWarningWithTheRemedy() {
    assertTrue(line(true).startsWith("{\"level\":\"WARN\""));
    assertTrue(
        line(true)
            .contains(
                "\"reason\":\"/my-erp/lwa/clientsecret holds a space; an earlier version of it"
                    + " still works. Store the right one with: ./lwa put --app my-erp"
                    + " --client-secret\""),
        line(true));
    assertTrue(line(false).startsWith("{\"level\":\"INFO\""));
    assertEquals(1, line(true).lines().count());
  }

  @Test
  void theAnswerSaysSoToo() {
    String with =
        new String(CallAnswerJson.write(answer(true), Optional.empty()), StandardCharsets.UTF_8);
    String without =
        new String(CallAnswerJson.write(answer(false), Optional.empty()), StandardCharsets.UTF_8);

    assertTrue(with.endsWith("\"daysLeft\":0,\"fallback\":true}}"), with);
    assertFalse(without.contains("fallback"), without);
  }
}
