package io.lwarotation.infra;

import java.util.List;

/**
 * Who is to hear.
 *
 * @param emails addresses
 * @param phones numbers in E.164, for SMS
 */
record Subscribers(List<String> emails, List<String> phones) {
  Subscribers {
    emails = List.copyOf(emails);
    phones = List.copyOf(phones);
  }

  int count() {
    return emails.size() + phones.size();
  }
}
