package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.CallHistory;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemory;
import io.lwarotation.core.watch.WatchMemory.LastNotice;
import io.lwarotation.core.watch.WatchMemory.Sight;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchMemoryJsonTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-01");

  @Test
  void readsWhatItWrote() {
    WatchMemory memory =
        new WatchMemory(
            Map.of(
                NoticeKind.DEAD_LETTERS, new LastNotice(DAY, ""),
                NoticeKind.SECRET_EXPIRES, new LastNotice(DAY, "2026-12-07T22:09:17Z 14")),
            Map.of(NoticeKind.SUBSCRIPTION_PENDING, Instant.parse("2026-10-31T06:00:01Z")),
            new CallHistory(
                Optional.of(Instant.parse("2026-10-01T06:00:00Z")),
                Optional.of(Instant.parse("2026-10-03T06:00:00Z")),
                Optional.of(Instant.parse("2026-10-02T06:00:00Z"))),
            Optional.of(
                new Sight(
                    "cron(0 6 * * ? *)",
                    Instant.parse("2026-09-01T06:00:00Z"),
                    Instant.parse("2026-11-01T06:00:00Z"))));
    Instant until = Instant.parse("2026-11-01T06:02:00Z");

    assertEquals(
        new MemoryEntry(4, memory, 3L, until),
        WatchMemoryJson.read(4, WatchMemoryJson.write(memory, 3, until)));
    assertEquals(
        new MemoryEntry(4, memory, 3L, null),
        WatchMemoryJson.read(4, WatchMemoryJson.write(memory, 3, null)));
  }

  @Test
  void readsThatNothingIsKnown() {
    assertEquals(
        new MemoryEntry(1, WatchMemory.EMPTY, 0L, null),
        WatchMemoryJson.read(1, WatchMemoryJson.write(WatchMemory.EMPTY, 0, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT-SET",
        "",
        "[]",
        "{\"told\":{\"DEAD_LETTERS\":{\"on\":\"yesterday\"}}}",
        "{\"told\":{\"DEAD_LETTERS\":{\"on\":7}}}",
        "{\"tellingUntil\":\"soon\"}",
        "{\"calls\":{\"last\":\"soon\"}}",
        "{\"calls\":7,\"since\":7,\"sight\":{\"schedule\":\"rate(1 day)\"}}",
        "{\"told\":{\"OF_A_LATER_VERSION\":{\"on\":\"2026-11-01\"}},\"format\":2}"
      })
  void forgetsWhatItCannotRead(String value) {
    assertEquals(new MemoryEntry(4, WatchMemory.EMPTY, null, null), WatchMemoryJson.read(4, value));
  }
}
