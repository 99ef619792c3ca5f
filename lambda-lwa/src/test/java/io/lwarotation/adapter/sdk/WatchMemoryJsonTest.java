package io.lwarotation.adapter.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.watch.MemoryEntry;
import io.lwarotation.core.watch.WatchMemory;
import io.lwarotation.core.watch.WatchMemory.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
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
                NoticeKind.DEAD_LETTERS, new Told(DAY, ""),
                NoticeKind.SECRET_EXPIRES, new Told(DAY, "2026-12-07T22:09:17Z 14")));
    Instant until = Instant.parse("2026-11-01T06:02:00Z");

    assertEquals(
        new MemoryEntry(4, memory, 3L, until),
        WatchMemoryJson.read(4, WatchMemoryJson.write(memory, 3, until)));
    assertEquals(
        new MemoryEntry(4, memory, 3L, null),
        WatchMemoryJson.read(4, WatchMemoryJson.write(memory, 3, null)));
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
        "{\"told\":{\"OF_A_LATER_VERSION\":{\"on\":\"2026-11-01\"}},\"format\":2}"
      })
  void forgetsWhatItCannotRead(String value) {
    assertEquals(new MemoryEntry(4, WatchMemory.EMPTY, null, null), WatchMemoryJson.read(4, value));
  }
}
