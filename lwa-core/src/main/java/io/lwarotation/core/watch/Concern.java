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
  default NoticeKind kind() {
    return switch (this) {
      case Expires _ -> NoticeKind.SECRET_EXPIRES;
      case Expired _ -> NoticeKind.SECRET_EXPIRED;
      case OldSecretEnds _ -> NoticeKind.OLD_SECRET_ENDS;
      case NobodySubscribed _ -> NoticeKind.NOBODY_SUBSCRIBED;
      case Pending _ -> NoticeKind.SUBSCRIPTION_PENDING;
      case Gone _ -> NoticeKind.SUBSCRIPTION_GONE;
      case NewSecretMissing _ -> NoticeKind.NEW_SECRET_MISSING;
      case DeadLetters _ -> NoticeKind.DEAD_LETTERS;
      case CallsFail _ -> NoticeKind.CALLS_FAIL;
      case NoCalls _ -> NoticeKind.NO_CALLS;
      case RecordBroken _ -> NoticeKind.RECORD_BROKEN;
      case RecordEdited _ -> NoticeKind.RECORD_EDITED;
      case Incomplete _ -> NoticeKind.WATCH_INCOMPLETE;
    };
  }

  /** What people are told. */
  default Notice notice(NoticeTexts texts) {
    return switch (this) {
      case Expires it -> texts.secretExpires(it.daysLeft(), it.expiresAt());
      case Expired it -> texts.secretExpired(it.daysAgo(), it.expiresAt());
      case OldSecretEnds it -> texts.oldSecretEnds(it.at());
      case NobodySubscribed it -> texts.nobodySubscribed(it.pending());
      case Pending it -> texts.subscriptionPending(it.count());
      case Gone it -> texts.subscriptionGone(it.count());
      case NewSecretMissing it -> texts.newSecretMissing(it.requestedAt());
      case DeadLetters it -> texts.deadLetters(it.counts());
      case CallsFail it -> texts.callsFail(it.lastGood());
      case NoCalls it -> texts.noCalls(it.last(), it.since(), it.schedule());
      case RecordBroken it -> texts.recordBroken(it.reason());
      case RecordEdited it -> texts.recordEdited(it.editedAt());
      case Incomplete it -> texts.watchIncomplete(it.problems());
    };
  }

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
   * @param stage at or below which the days left are: one of {@link
   *     WatchSettings#stages(io.lwarotation.core.SecretExpiry)}
   */
  record Expires(long daysLeft, Instant expiresAt, int stage) implements Concern {
    @Override
    public String once() {
      return stage <= WatchPolicy.DAILY_FROM && daysLeft < WatchPolicy.DAILY_FROM
          ? ""
          : expiresAt + " " + stage;
    }
  }

  record Expired(long daysAgo, Instant expiresAt) implements Concern {}

  record OldSecretEnds(Instant at) implements Concern {
    @Override
    public String once() {
      return at.toString();
    }
  }

  record NobodySubscribed(long pending) implements Concern {}

  record Pending(long count) implements Concern {}

  record Gone(long count) implements Concern {}

  record NewSecretMissing(Instant requestedAt) implements Concern {}

  /**
   * Messages lie where they should not.
   *
   * @param counts of messages by queue, without the empty ones
   */
  record DeadLetters(Map<String, Long> counts) implements Concern {
    public DeadLetters {
      counts = new TreeMap<>(counts);
    }
  }

  record CallsFail(Optional<Instant> lastGood) implements Concern {}

  /**
   * Calls do not come any more.
   *
   * @param last the last one, if there ever was one
   * @param since from when on there is none
   */
  record NoCalls(Optional<Instant> last, Instant since, String schedule) implements Concern {}

  record RecordBroken(String reason) implements Concern {}

  /**
   * The newest entry of the record does not count, since a person wrote it as a copy of another.
   */
  record RecordEdited(Instant editedAt) implements Concern {}

  /**
   * Something could not be seen.
   *
   * @param problems a sentence each
   */
  record Incomplete(List<String> problems) implements Concern {
    public Incomplete {
      problems = List.copyOf(problems);
    }
  }
}
