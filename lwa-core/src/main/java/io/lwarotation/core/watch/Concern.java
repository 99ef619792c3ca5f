package io.lwarotation.core.watch;

import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.NoticeKind;
import io.lwarotation.core.notice.NoticeTexts;
import java.util.function.Function;

/**
 * Something that people must hear of.
 *
 * @param once what makes it another one than the last of its kind; a concern that does not change
 *     is told once. Empty if it is told every day for as long as it lasts
 */
record Concern(NoticeKind kind, String once, Function<NoticeTexts, Notice> notice) {
  /** Told every day. */
  Concern(NoticeKind kind, Function<NoticeTexts, Notice> notice) {
    this(kind, "", notice);
  }
}
