package io.lwarotation.core.watch;

import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.notice.NoticeTexts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Something that people must hear of. */
public sealed interface Concern {
  NoticeKind kind();

  /** What people are told. */
  Notice notice(NoticeTexts texts);

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
    public Notice notice(NoticeTexts texts) {
      return texts.secretExpires(daysLeft, expiresAt);
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

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.secretExpired(daysAgo, expiresAt);
    }
  }

  record OldSecretEnds(Instant at) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.OLD_SECRET_ENDS;
    }

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.oldSecretEnds(at);
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

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.nobodySubscribed(pending);
    }
  }

  record Pending(long count) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.SUBSCRIPTION_PENDING;
    }

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.subscriptionPending(count);
    }
  }

  record Gone(long count) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.SUBSCRIPTION_GONE;
    }

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.subscriptionGone(count);
    }
  }

  record NewSecretMissing(Instant requestedAt) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.NEW_SECRET_MISSING;
    }

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.newSecretMissing(requestedAt);
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

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.deadLetters(counts);
    }
  }

  record CallsFail(Optional<Instant> lastGood) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.CALLS_FAIL;
    }

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.callsFail(lastGood);
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

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.noCalls(last, since, schedule);
    }
  }

  record RecordBroken(String reason) implements Concern {
    @Override
    public NoticeKind kind() {
      return NoticeKind.RECORD_BROKEN;
    }

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.recordBroken(reason);
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

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.recordEdited(editedAt);
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

    @Override
    public Notice notice(NoticeTexts texts) {
      return texts.watchIncomplete(problems);
    }
  }
}
