package io.lwarotation.local.amazon;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An SP-API application with its sellers' authorizations, and what its owner can do in the
 * Developer Console. Credentials are fake and say so. May be used by several threads.
 */
public final class Application {
  private final Registry registry;
  private final Notices notices;
  private final String clientId;
  private final String applicationId;
  private final Secrets secrets;
  private final Set<String> pathsWithoutRole = ConcurrentHashMap.newKeySet();
  private final Set<String> grantTypesForbidden = ConcurrentHashMap.newKeySet();

  /** Where each seller sells, by the refresh tokens that are not void. */
  private final Map<String, Region> sellers = new ConcurrentHashMap<>();

  private volatile @Nullable URI newSecretQueue;
  private volatile @Nullable URI expiryQueue;
  private volatile List<Duration> newSecretDelays = List.of(Duration.ZERO);
  private volatile boolean sandboxOnly;
  private volatile Region region;
  private volatile String refreshToken;
  private volatile Duration tokenLifetime = Duration.ofHours(1);

  Application(Region region, Registry registry, Deliveries deliveries) {
    this.region = region;
    this.registry = registry;
    this.clientId = registry.unique("amzn1.application-oa2-client.");
    this.applicationId = registry.unique("amzn1.sp.solution.");
    this.refreshToken = authorize(region);
    this.secrets = new Secrets(registry);
    this.notices = new Notices(this, registry, deliveries);
  }

  public String clientId() {
    return clientId;
  }

  String applicationId() {
    return applicationId;
  }

  /** The newest client secret, as the console shows it. */
  public String clientSecret() {
    return secrets.current().value();
  }

  /** The secret before the newest one, whether it still works or not. */
  public Optional<String> previousClientSecret() {
    return secrets.previous().map(ClientSecret::value);
  }

  /** From when on SP-API refuses the newest secret. */
  public Instant clientSecretExpiresAt() {
    return secrets.current().expiresAt();
  }

  /** The first seller's refresh token, which survives rotations. */
  public String refreshToken() {
    return refreshToken;
  }

  /** Whether a call with this client secret would get through LWA and SP-API now. */
  public boolean isAcceptedEverywhere(String secret) {
    Instant now = registry.now();
    return secrets.find(secret).stream()
        .anyMatch(s -> s.isAcceptedByLwa(now) && s.isAcceptedBySpApi(now));
  }

  // What people do in the console.

  /**
   * Rotates by hand. Whether Amazon then also sends the message is not known: this sends none.
   *
   * @return the new secret, which the console shows
   */
  public String rotateInConsole() {
    ClientSecret made = secrets.rotate();
    URI queue = expiryQueue;
    if (queue != null) {
      notices.expiry(queue, made);
    }
    return made.value();
  }

  /** Rotates, and the message comes if a queue is registered. */
  public String rotateInConsoleWithMessage() {
    String made = rotateInConsole();
    ClientSecret replaced = secrets.previous().orElseThrow();
    URI queue = newSecretQueue;
    if (queue != null) {
      notices.newSecret(queue, newSecretDelays, secrets.current(), replaced);
    }
    return made;
  }

  /** Registers the queue for new secrets: Notification Preferences. */
  public void registerNewSecretQueue(URI queueUrl) {
    newSecretQueue = queueUrl;
  }

  /** Registers the queue for expiry messages; what is due already is sent at once. */
  public void registerExpiryQueue(URI queueUrl) {
    if (!queueUrl.equals(expiryQueue)) {
      expiryQueue = queueUrl;
      notices.expiry(queueUrl, secrets.current());
    }
  }

  /**
   * The first seller authorizes the application again.
   *
   * @return the new refresh token; the one before is void
   */
  public String reauthorize() {
    revokeAuthorization();
    String made = authorize(region);
    refreshToken = made;
    return made;
  }

  /**
   * Another seller authorizes the application.
   *
   * @param region where that seller sells
   * @return the refresh token
   */
  public String authorize(Region region) {
    String token = registry.unique("Atzr|");
    sellers.put(token, region);
    return token;
  }

  /** The first seller takes the authorization back. */
  public void revokeAuthorization() {
    revoke(refreshToken);
  }

  /** A seller takes the authorization back: the refresh token and what was made of it are void. */
  public void revoke(String token) {
    sellers.remove(token);
  }

  /** Takes away the role that a path needs. */
  public void removeRole(String path) {
    pathsWithoutRole.add(path);
  }

  // How Amazon treats it.

  /** Sandbox-only applications get {@code invalid_scope} for every grantless scope. */
  public void makeSandboxOnly() {
    sandboxOnly = true;
  }

  boolean isSandboxOnly() {
    return sandboxOnly;
  }

  /** LWA answers {@code unauthorized_client} for this {@code grant_type}. */
  public void forbidGrantType(String grantType) {
    grantTypesForbidden.add(grantType);
  }

  /** The first seller sells there: SP-API of others refuses the token, and does not say why. */
  public void sellIn(Region other) {
    region = other;
    sellers.put(refreshToken, other);
  }

  /** How long access tokens made from now on last, and what LWA says of it; an hour at first. */
  public void tokensLast(Duration lifetime) {
    tokenLifetime = lifetime;
  }

  /** How long secrets made from now on are unknown to LWA, and "expired" for SP-API. */
  public void propagateSecretsWithin(Duration lwa, Duration spApi) {
    secrets.propagation(lwa, spApi);
  }

  /**
   * One copy of each new-secret message comes after each of these delays, counted from the rotation
   * on the moved clock; without any, the message is lost. By default one comes at once.
   */
  public void deliverNewSecretsAfter(Duration... delays) {
    newSecretDelays = List.of(delays);
  }

  // What the two services ask.

  Optional<ClientSecret> secret(String value) {
    return secrets.find(value);
  }

  boolean hasRoleFor(String path) {
    return !pathsWithoutRole.contains(path);
  }

  boolean mayUse(String grantType) {
    return !grantTypesForbidden.contains(grantType);
  }

  /** Where the seller of a refresh token sells; empty if it is void. */
  Optional<Region> regionOf(String token) {
    return Optional.ofNullable(sellers.get(token));
  }

  boolean isEnrolledForRotation() {
    return newSecretQueue != null;
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }
}
