package io.lwarotation.local.amazon;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The console's Notification Preferences of one application, and which messages come when. */
final class Notices {
  /** Amazon's documents name the first, its own example shows the second. */
  private static final List<Duration> EXPIRY_WARNINGS =
      List.of(Duration.ofDays(90), Duration.ofDays(54));

  private final Application application;
  private final Registry registry;
  private final Deliveries deliveries;
  private volatile @Nullable URI newSecretQueue;
  private volatile @Nullable URI expiryQueue;
  private volatile List<Duration> newSecretDelays = List.of(Duration.ZERO);

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

  boolean isEnrolledForRotation() {
    return newSecretQueue != null;
  }

  /** One message, in as many copies as was said; none if no queue is registered. */
  void scheduleNewSecret(ClientSecret made, ClientSecret replaced) {
    URI queue = newSecretQueue;
    if (queue != null) {
      String body = Messages.newSecret(application, made, replaced, registry);
      for (Duration delay : newSecretDelays) {
        deliveries.schedule(registry.now().plus(delay), () -> deliveries.send(queue, body));
      }
      deliveries.sendDue();
    }
  }

  /** Each is made when it is due, and only if its secret is still the one in use. */
  void scheduleExpiryMessages() {
    URI queue = expiryQueue;
    if (queue != null) {
      ClientSecret secret = application.currentSecret();
      for (Duration before : EXPIRY_WARNINGS) {
        deliveries.schedule(secret.expiresAt().minus(before), () -> warn(queue, secret));
      }
      deliveries.sendDue();
    }
  }

  private void warn(URI queue, ClientSecret secret) {
    if (application.currentSecret().equals(secret)) {
      deliveries.send(queue, Messages.expiry(application, secret, registry));
    }
  }
}
