package io.lwarotation.core.notice;

/** What a notice is about; of each kind people get at most one a day. */
public enum NoticeKind {
  /** The secret's end comes near: at 21, 14 and 7 days, then daily. */
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
  SECRET_ENDS_EARLY
}
