package io.lwarotation.core.watch;

import io.lwarotation.core.notice.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Something that people must hear of. */
public sealed interface Concern {
  NoticeKind kind();

  /**
   * What makes it another one than the last of its kind; a concern that does not change is told
   * once. Empty if it is told every day for as long as it lasts.
   */
  default String once() {
    return "";
  }

  /**
   * The secret's end comes near.
   *
   * @param stage at or below which the days left are: 21, 14, or 7, from which on it is told daily
   */
  record Expires(long daysLeft, Instant expiresAt, int stage) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.SECRET_EXPIRES;
    }

    @Override
    public String once() {
      return stage <= WatchPolicy.DAILY_FROM && daysLeft < WatchPolicy.DAILY_FROM
          ? ""
          : expiresAt + " " + stage;
    }
  }

  record Expired(long daysAgo, Instant expiresAt) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.SECRET_EXPIRED;
    }
  }

  record OldSecretEnds(Instant at) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.OLD_SECRET_ENDS;
    }

    @Override
    public String once() {
      return at.toString();
    }
  }

  record NobodySubscribed(long pending) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.NOBODY_SUBSCRIBED;
    }
  }

  record Pending(long count) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.SUBSCRIPTION_PENDING;
    }
  }

  record Gone(long count) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.SUBSCRIPTION_GONE;
    }
  }

  record NewSecretMissing(Instant requestedAt) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.NEW_SECRET_MISSING;
    }
  }

  /**
   * Messages lie where they should not.
   *
   * @param counts of messages by queue, without the empty ones
   */
  record DeadLetters(Map<String, Long> counts) implements Concern {
    public DeadLetters {
      counts = new TreeMap<>(counts);
    }

    @Override
    public NoticeKind kind() {
      return NoticeKind.DEAD_LETTERS;
    }
  }

  record CallsFail(Optional<Instant> lastGood) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.CALLS_FAIL;
    }
  }

  /**
   * Calls do not come any more.
   *
   * @param last the last one, if there ever was one
   * @param since from when on there is none
   */
  record NoCalls(Optional<Instant> last, Instant since, String schedule) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.NO_CALLS;
    }
  }

  record RecordBroken(String reason) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.RECORD_BROKEN;
    }
  }

  /**
   * The newest entry of the record does not count, since a person wrote it as a copy of another.
   */
  record RecordEdited(Instant editedAt) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.RECORD_EDITED;
    }
  }

  /**
   * Something could not be seen.
   *
   * @param problems a sentence each
   */
  record Incomplete(List<String> problems) implements Concern {
    public Incomplete {
      problems = List.copyOf(problems);
    }

    @Override
    public NoticeKind kind() {
      return NoticeKind.WATCH_INCOMPLETE;
    }
  }
}
