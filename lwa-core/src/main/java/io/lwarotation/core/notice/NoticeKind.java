package io.lwarotation.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a notice is about; of each kind people get at most one a day. */
public enum NoticeKind {
  /** The secret's end comes near: on the day of the reminder, at 21, 14 and 7 days, then daily. */
  SECRET_EXPIRES,
  /** The deadline has passed. */
  SECRET_EXPIRED,
  /** Programs that still hold the secret before it have little time left. */
  OLD_SECRET_ENDS,
  /** Nobody would hear of anything. */
  NOBODY_SUBSCRIBED,
  /** Somebody has not confirmed yet. */
  SUBSCRIPTION_PENDING,
  /** Somebody has unsubscribed, or did not confirm in time. */
  SUBSCRIPTION_GONE,
  /** A rotation was asked for and its secret has not come. */
  NEW_SECRET_MISSING,
  /** Something lies in a dead-letter queue. */
  DEAD_LETTERS,
  /** Calls of SP-API fail. */
  CALLS_FAIL,
  /** No call of SP-API is made any more. */
  NO_CALLS,
  /** The rotation record cannot be read. */
  RECORD_BROKEN,
  /** The rotation record was edited by hand, and what was written does not count. */
  RECORD_EDITED,
  /** The watch cannot see all that it should. */
  WATCH_INCOMPLETE,
  /** A new secret was stored. */
  ROTATED,
  /** Amazon knows no queue for new secrets. */
  ROTATION_NOT_ENROLLED,
  /** Amazon refused to rotate. */
  ROTATION_REFUSED,
  /** The queue for new secrets would keep Amazon out. */
  ROTATION_QUEUE_NOT_READY,
  /** The stored secret does not work, so it cannot rotate itself. */
  ROTATION_STORED_SECRET_REFUSED,
  /** Nothing proves that the stored secret works, so no rotation is begun. */
  ROTATION_SECRET_NOT_PROVEN,
  /** Another stack rotates this client, or it cannot be seen whether one does. */
  ROTATION_NOT_OURS,
  /** Amazon ends the secret early. */
  SECRET_ENDS_EARLY;

  /** Of each, as it may come: a new kind does not compile without. */
  Notice sample(NoticeTexts texts, Instant now) {
    Instant soon = now.plus(Duration.ofDays(14));
    Instant ago = now.minus(Duration.ofDays(2));
    Instant before = now.minus(Duration.ofDays(3));
    return switch (this) {
      case SECRET_EXPIRES -> texts.secretExpires(14, soon);
      case SECRET_EXPIRED -> texts.secretExpired(1, now.minus(Duration.ofDays(1)));
      case OLD_SECRET_ENDS -> texts.oldSecretEnds(now.plus(Duration.ofDays(2)));
      case NOBODY_SUBSCRIBED -> texts.nobodySubscribed(1);
      case SUBSCRIPTION_PENDING -> texts.subscriptionPending(1);
      case SUBSCRIPTION_GONE -> texts.subscriptionGone(1);
      case NEW_SECRET_MISSING -> texts.newSecretMissing(ago);
      case DEAD_LETTERS -> texts.deadLetters(Map.of("NewSecret", 1L));
      case CALLS_FAIL -> texts.callsFail(Optional.of(ago));
      case NO_CALLS -> texts.noCalls(Optional.of(before), before, "rate(1 day)");
      case RECORD_BROKEN -> texts.recordBroken("it is not JSON");
      case RECORD_EDITED -> texts.recordEdited(now.minus(Duration.ofHours(20)));
      case WATCH_INCOMPLETE ->
          texts.watchIncomplete(
              List.of("SNS refused (AuthorizationError) while reading the topic."));
      case ROTATED -> texts.rotation().stored(8, now.plus(Duration.ofDays(180)), soon);
      case ROTATION_NOT_ENROLLED -> texts.rotation().notEnrolled();
      case ROTATION_REFUSED -> texts.rotation().refused("SP-API answered 403");
      case ROTATION_QUEUE_NOT_READY -> texts.rotation().queueNotReady("The queue is gone.");
      case ROTATION_STORED_SECRET_REFUSED ->
          texts.rotation().storedSecretRefused("Login with Amazon does not know it");
      case ROTATION_SECRET_NOT_PROVEN ->
          texts
              .rotation()
              .secretNotProven(
                  "SP-API answered 403: it does not allow this call and does not say why");
      case ROTATION_NOT_OURS ->
          texts
              .rotation()
              .notOurs(
                  "The stack of " + texts.app() + "-eu rotates this client.",
                  "/lwa-rotation/clients/0123456789abcdef0123456789abcdef");
      case SECRET_ENDS_EARLY -> texts.rotation().endsEarly(soon, "SECRET_EXPOSED");
    };
  }
}
