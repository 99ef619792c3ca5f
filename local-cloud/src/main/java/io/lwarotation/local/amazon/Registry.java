package io.lwarotation.local.amazon;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All applications and access tokens. */
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

  /** A text that no other has, and that anyone sees to be fake. */
  synchronized String unique(String prefix) {
    return prefix + String.format(Locale.ROOT, "EXAMPLE%08d", ++number);
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
