package io.lwarotation.infra;

import java.util.List;

/**
 * Who is to hear.
 *
 * @param emails addresses
 * @param phones numbers in E.164, for SMS
 * @param webhooks https URLs of services that take what SNS posts
 */
record Subscribers(List<String> emails, List<String> phones, List<String> webhooks) {
  Subscribers {
    emails = List.copyOf(emails);
    phones = List.copyOf(phones);
    webhooks = List.copyOf(webhooks);
  }

  /** Those of a topic: at least one address, or nobody if the topic is another's. */
  static Subscribers of(GivenSettings given, TopicSetting topic) {
    if (topic instanceof TopicSetting.Existing) {
      for (Setting setting : List.of(Setting.EMAIL, Setting.SMS, Setting.WEBHOOK)) {
        for (String value : given.texts(setting)) {
          throw given.refused(
              setting,
              value,
              "the topic is there already, subscribe people to it where it was made");
        }
      }
      return new Subscribers(List.of(), List.of(), List.of());
    }
    List<String> emails = given.texts(Setting.EMAIL);
    if (emails.isEmpty()) {
      throw new SettingException.NobodyHears(
          "Setting email is missing%s: without one, nobody is told before the secret expires; give it with -c email=you@example.com or in cdk.json."
              .formatted(given.where()));
    }
    return new Subscribers(emails, given.texts(Setting.SMS), given.texts(Setting.WEBHOOK));
  }

  int count() {
    return emails.size() + phones.size() + webhooks.size();
  }
}
