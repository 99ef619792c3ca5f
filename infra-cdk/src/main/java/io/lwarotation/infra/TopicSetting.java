package io.lwarotation.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/** Where people hear of an application: setting {@code topic}. */
sealed interface TopicSetting {
  /** The setting that says that somebody else made the topic begins so. */
  String ARN = "arn:";

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
    /**
     * A rule's target and an alarm's action lie where the rule and the alarm do.
     *
     * @param region where the stack goes, null or unresolved if that is not known yet
     * @param account into which it goes, likewise
     * @throws SettingException if the topic lies elsewhere
     */
    void refuseIn(@Nullable String region, @Nullable String account) {
      String[] parts = arn.split(":", 6);
      if (!Token.isUnresolved(arn) && parts.length == 6) {
        refuse("", parts[3], region);
        refuse("account ", parts[4], account);
      }
    }

    private void refuse(String kind, String there, @Nullable String here) {
      if (here != null && !Token.isUnresolved(here) && !here.equals(there)) {
        throw new SettingException(
            "Setting topic=%s is refused: the topic lies in %s%s and the stack goes to %s, give a topic of %s%s."
                .formatted(QuotedInput.text(arn), kind, there, here, kind, here));
      }
    }
  }

  /** The topic that a checked setting names. */
  static TopicSetting of(String setting) {
    if (setting.equals("own")) {
      return new Own();
    }
    return setting.startsWith(ARN) ? new Existing(setting) : new Shared(setting);
  }
}
