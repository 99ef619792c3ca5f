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
  void eachCallThatSucceededCarriesTheMetricOfTheAlarmAndAnEarlierSecretIsAWarningWithTheRemedy() {
    String line =
        """
        {"level":"%s","event":"CallSpApi","app":"my-erp","requestId":"request-1","outcome":"ok",\
        "httpStatus":200,"amazonRequestId":"r-1","secretVersion":7,"expiresAt":"2026-05-28T20:26:40Z",\
        "daysLeft":0,%s"_aws":{"Timestamp":1780000000000,"CloudWatchMetrics":[{"Namespace":"LwaRotation",\
        "Dimensions":[["App"]],"Metrics":[{"Name":"EarlierSecretInUse","Unit":"Count"},\
        {"Name":"SuccessfulCalls","Unit":"Count"}]}]},"App":"my-erp","EarlierSecretInUse":%d,\
        "SuccessfulCalls":1}""";
    String reason =
        "\"reason\":\"/my-erp/lwa/clientsecret holds a space; an earlier version of it still works."
            + " Store the right one with: ./lwa put --app my-erp --client-secret\",";

    assertEquals(line.formatted("INFO", "", 0), line(false));
    assertEquals(line.formatted("WARN", reason, 1), line(true));
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
