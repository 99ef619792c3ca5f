package io.lwarotation.local.amazon;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All applications and access tokens. The one lock of this package: whoever reads or changes an
 * application's state is synchronized on its registry, and nothing is sent while it is held.
 */
final class Registry {
  private final InstantSource clock;
  private final Map<String, Application> applications = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();
  private long number;

  Registry(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** 1, 2, 3 …: what makes each id, secret and token another one. */
  synchronized long nextNumber() {
    return ++number;
  }

  /** A text that no other has, and that anyone sees to be fake. */
  String unique(String prefix) {
    return prefix + String.format(Locale.ROOT, "EXAMPLE%08d", nextNumber());
  }

  synchronized void add(Application application) {
    applications.put(application.clientId(), application);
  }

  synchronized Optional<Application> byClientId(String clientId) {
    return Optional.ofNullable(applications.get(clientId));
  }

  synchronized String mint(Application application, String secret, Token.Grant grant) {
    String text = unique("Atza|");
    tokens.put(
        text, new Token(application, secret, grant, now().plus(application.tokenLifetime())));
    return text;
  }

  synchronized Optional<Token> token(String text) {
    return Optional.ofNullable(tokens.get(text));
  }
}
