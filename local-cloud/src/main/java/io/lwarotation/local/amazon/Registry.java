package io.lwarotation.local.amazon;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All applications and access tokens. */
final class Registry {
  private final InstantSource clock;
  private final Map<String, Application> applications = new ConcurrentHashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  Registry(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** A text that no other has, and that anyone sees to be fake. */
  String unique(String prefix) {
    return prefix + String.format(Locale.ROOT, "EXAMPLE%08d", number.incrementAndGet());
  }

  void add(Application application) {
    applications.put(application.clientId(), application);
  }

  Optional<Application> byClientId(String clientId) {
    return Optional.ofNullable(applications.get(clientId));
  }

  /** Keeps what a new access token stands for; gives the token. */
  String mint(Token token) {
    String text = unique("Atza|");
    tokens.put(text, token);
    return text;
  }

  Optional<Token> token(String text) {
    return Optional.ofNullable(tokens.get(text));
  }
}
