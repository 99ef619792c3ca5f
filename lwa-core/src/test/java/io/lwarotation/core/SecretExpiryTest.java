package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.SecretExpiry.Source;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretExpiryTest {
  private static final Instant STORED = Instant.parse("2026-01-01T06:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "7, P80D, P80D, RECORD",
    "7, P180D, P180D, RECORD",
    "7, PT4320H1S, P180D, LAST_MODIFIED",
    "7, P400D, P180D, LAST_MODIFIED",
    "6, P80D, P180D, LAST_MODIFIED"
  })
  void theEarlierDateCounts(long ofVersion, Duration recorded, Duration expected, Source source) {
    RotationRecord record = RotationRecord.of(ofVersion, STORED.plus(recorded));

    assertEquals(
        new SecretExpiry(7, STORED.plus(expected), source),
        SecretExpiry.of(7, STORED, new StoredRecord.Present(record)));
  }

  @Test
  void withoutARecordTheAgeCounts() {
    SecretExpiry byAge =
        new SecretExpiry(7, STORED.plus(Duration.ofDays(180)), Source.LAST_MODIFIED);

    assertEquals(byAge, SecretExpiry.of(7, STORED, new StoredRecord.Absent()));
    assertEquals(byAge, SecretExpiry.of(7, STORED, new StoredRecord.Broken("not JSON")));
  }
}
