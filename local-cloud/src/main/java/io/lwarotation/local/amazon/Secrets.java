package io.lwarotation.local.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The client secrets of one application, the newest last. */
final class Secrets {
  private final Registry registry;
  private final List<ClientSecret> all = new ArrayList<>();
  private Duration unknownToLwaFor = Duration.ZERO;
  private Duration unknownToSpApiFor = Duration.ZERO;

  Secrets(Registry registry) {
    this.registry = registry;
    rotate();
  }

  synchronized ClientSecret current() {
    return all.getLast();
  }

  /** The one before the current one. */
  synchronized Optional<ClientSecret> previous() {
    return all.reversed().stream().skip(1).findFirst();
  }

  synchronized Optional<ClientSecret> find(String value) {
    return all.stream().filter(secret -> secret.value().equals(value)).findFirst();
  }

  synchronized void propagation(Duration lwa, Duration spApi) {
    unknownToLwaFor = lwa;
    unknownToSpApiFor = spApi;
  }

  /**
   * A new secret; the one before it ends in seven days. What a second rotation within them does to
   * the still older one no source says: here it ends at once, so that nobody relies on it.
   */
  synchronized ClientSecret rotate() {
    Instant now = registry.now();
    for (int i = 0; i < all.size(); i++) {
      boolean newest = i == all.size() - 1;
      all.set(i, all.get(i).endingAt(newest ? now.plus(ClientSecret.GRACE) : now));
    }
    all.add(
        new ClientSecret(
            registry.unique("amzn1.oa2-cs.v1."),
            now.plus(ClientSecret.LIFETIME),
            now.plus(unknownToLwaFor),
            now.plus(unknownToSpApiFor),
            Instant.MAX));
    return all.getLast();
  }
}
