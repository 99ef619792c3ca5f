package io.lwarotation.local.aws.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.local.aws.wire.AwsException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleExpressionTest {
  private static final Instant CREATED = Instant.parse("2026-06-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "never",
      textBlock =
          """
          rate(1 day)              | UTC           | 2026-06-02T09:59:59Z | never
          rate(1 day)              | UTC           | 2026-06-02T10:00:00Z | 2026-06-02T10:00:00Z
          rate(6 hours)            | UTC           | 2026-06-02T10:30:00Z | 2026-06-02T10:00:00Z
          cron(30 9 * * ? *)       | UTC           | 2026-06-02T09:29:59Z | never
          cron(30 9 * * ? *)       | UTC           | 2026-06-10T12:00:00Z | 2026-06-10T09:30:00Z
          cron(0 8 ? * MON-FRI *)  | UTC           | 2026-06-07T12:00:00Z | 2026-06-05T08:00:00Z
          cron(0/15 * * * ? *)     | UTC           | 2026-06-01T10:16:00Z | 2026-06-01T10:15:00Z
          cron(0 0 1 JAN ? *)      | UTC           | 2026-12-31T00:00:00Z | never
          """)
  void tellsTheLastTimeItWasDue(String text, String zone, String until, @Nullable String expected) {
    Optional<Instant> found =
        ScheduleExpression.parse(text, ZoneId.of(zone), CREATED)
            .latest(CREATED, Instant.parse(until));

    assertEquals(Optional.ofNullable(expected).map(Instant::parse), found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 day",
        "rate(0 days)",
        "rate(1 week)",
        "at(2026-06-03T08:00:00)",
        "cron(0 8 * * *)",
        "cron(0 8 * * * *)",
        "cron(60 8 * * ? *)",
        "cron(0 8 L * ? *)"
      })
  void refusesWhatIsNoExpression(String text) {
    assertThrows(
        AwsException.class, () -> ScheduleExpression.parse(text, ZoneId.of("UTC"), CREATED));
  }
}
