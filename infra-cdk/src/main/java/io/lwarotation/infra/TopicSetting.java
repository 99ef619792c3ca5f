package io.lwarotation.infra;

/** Where people hear of an application: setting {@code topic}. */
sealed interface TopicSetting {
  /** A topic of the application's own, in its stack. */
  record Own() implements TopicSetting {}

  /**
   * A topic of a stack of its own, which all applications that name it share.
   *
   * @param name such as {@code ops}
   */
  record Shared(String name) implements TopicSetting {
    /** Of the stack and of the topic in it; no application's stack can be called so. */
    String fullName() {
      return "LwaNotices-" + name;
    }
  }

  /**
   * A topic that somebody else made: its subscriptions and its policy are theirs.
   *
   * @param arn of a topic in the account and region of the stack
   */
  record Existing(String arn) implements TopicSetting {}
}
