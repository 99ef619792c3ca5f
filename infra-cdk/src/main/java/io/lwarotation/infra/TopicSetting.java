package io.lwarotation.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

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
  record Existing(String arn) implements TopicSetting {
    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    /**
     * Why the topic cannot be used from a place: a rule's target and an alarm's action lie where
     * the rule and the alarm do. One sentence, or nothing.
     *
     * @param region where the stack goes, null if that is not known yet
     * @param account into which it goes, null if that is not known yet
     * @throws SettingException if the topic lies elsewhere
     */
    void refuseIn(@Nullable String region, @Nullable String account) {
      String[] parts = arn.split(":", -1);
      if (Token.isUnresolved(arn) || parts.length <= ACCOUNT) {
        return;
      }
      if (region != null && !Token.isUnresolved(parts[REGION]) && !region.equals(parts[REGION])) {
        throw new SettingException(
            "Setting topic=%s is refused: the topic lies in %s and the stack goes to %s, give a topic of %s."
                .formatted(QuotedInput.text(arn), parts[REGION], region, region));
      }
      if (account != null
          && !Token.isUnresolved(parts[ACCOUNT])
          && !account.equals(parts[ACCOUNT])) {
        throw new SettingException(
            "Setting topic=%s is refused: the topic lies in account %s and the stack goes to %s, give a topic of that account."
                .formatted(QuotedInput.text(arn), parts[ACCOUNT], account));
      }
    }
  }
}
