package io.lwarotation.local.amazon;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The console's Notification Preferences of one application, and which messages come when. */
final class Notices {
  private final Application application;
  private final Registry registry;
  private final Deliveries deliveries;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private volatile @Nullable URI newSecretQueue;
  private volatile @Nullable URI expiryQueue;
  private volatile List<Duration> newSecretDelays = List.of(Duration.ZERO);

  /** Amazon's documents name the first, its own example shows the second. */
  private volatile List<Duration> expiryWarnings =
      List.of(Duration.ofDays(90), Duration.ofDays(54));

  Notices(Application application, Registry registry, Deliveries deliveries) {
    this.application = application;
    this.registry = registry;
    this.deliveries = deliveries;
  }

  void registerNewSecretQueue(URI queueUrl) {
    newSecretQueue = queueUrl;
  }

  void registerExpiryQueue(URI queueUrl) {
    expiryQueue = queueUrl;
    scheduleExpiryMessages();
  }

  void deliverNewSecretsAfter(List<Duration> delays) {
    newSecretDelays = delays;
  }

  void warnBeforeExpiry(List<Duration> before) {
    expiryWarnings = before;
    scheduleExpiryMessages();
  }

  boolean isEnrolledForRotation() {
    return newSecretQueue != null;
  }

  /** One message, in as many copies as was said; none if no queue is registered. */
  void scheduleNewSecret(ClientSecret made, ClientSecret replaced) {
    URI queue = newSecretQueue;
    if (queue != null) {
      String body = Messages.newSecret(application, made, replaced, registry);
      Optional<Deliveries.Message> message = Optional.of(new Deliveries.Message(queue, body));
      for (Duration delay : newSecretDelays) {
        deliveries.schedule(registry.now().plus(delay), () -> message);
      }
    }
  }

  /** Each is made when it is due, and only if its secret and queue are still the ones in use. */
  void scheduleExpiryMessages() {
    ClientSecret secret = application.currentSecret();
    for (Duration before : expiryWarnings) {
      deliveries.schedule(secret.expiresAt().minus(before), () -> expiryMessage(secret, before));
    }
    deliveries.sendDue();
  }

  private Optional<Deliveries.Message> expiryMessage(ClientSecret secret, Duration before) {
    URI queue = expiryQueue;
    boolean current = expiryWarnings.contains(before) && application.currentSecret().equals(secret);
    return queue != null && current && warned.add(secret.value() + before)
        ? Optional.of(new Deliveries.Message(queue, Messages.expiry(application, secret, registry)))
        : Optional.empty();
  }
}
