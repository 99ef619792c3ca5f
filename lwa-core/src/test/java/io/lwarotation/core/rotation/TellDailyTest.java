package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.Place;
import io.lwarotation.core.notice.RotationNotices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellDailyTest {
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));

  private final ByHandStore store = new ByHandStore();
  private final RecordLog log = new RecordLog(store.records());
  private final List<Notice> told = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"0,false", "-86399,false", "-86400,true", "1,true", ",true"})
  void tellsOnceInADayAndAgainWhereAClockWasAhead(@Nullable Long seconds, boolean tells) {
    store.others.put(Credential.CLIENT_ID, Secret.of("idEXAMPLE"));
    Instant last = seconds == null ? null : NOW.plusSeconds(seconds);
    RotationRecord record = RotationRecord.of(1, NOW).marked(NOW);
    store.entry(record, new RecordNotes(null, last, null, null));
    Notice notice = new RotationNotices("my-erp", Place.UNKNOWN, "").expired(NOW);

    new TellDaily((one, _) -> told.add(one), log, Duration.ofDays(1))
        .tell(StoreView.of(store.vault().read(SOON), log, SOON), notice, SOON);

    assertEquals(tells ? List.of(notice) : List.of(), told);
    assertEquals(tells ? 3 : 2, store.entries.size());
    assertEquals(record, store.recorded());
    assertEquals(tells ? NOW : last, store.entries.getLast().noticedAt());
  }
}
