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

  int count() {
    return emails.size() + phones.size() + webhooks.size();
  }
}
