package io.lwarotation.core.watch;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.watch.WatchFacts.Subscriptions;
import java.time.Instant;
import java.util.Map;

/**
 * Where the watch looks. Each part fails by itself, with a {@link StoreException} that names the
 * missing right.
 */
public interface WatchSources {
  /** The dates of the secret; nothing is decrypted. */
  SecretDates secret(Deadline deadline);

  /** Who is subscribed to the topic. */
  Subscriptions subscriptions(Deadline deadline);

  /** How many messages lie in each dead-letter queue. */
  Map<String, Long> deadLetters(Deadline deadline);

  /** Calls of SP-API in the two weeks before {@code now}. */
  CallHistory calls(Instant now, Deadline deadline);
}
