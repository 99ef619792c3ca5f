package io.lwarotation.client;

import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.PerAuthorization;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.TokensAhead;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens of one SP-API application, made from the credentials in Parameter Store. Make one
 * for the life of the program and share it between threads.
 *
 * <ul>
 *   <li>A token is kept until five minutes before it ends. In the five minutes before that it is
 *       still given out while one thread of this object makes the next one, so that no caller
 *       waits.
 *   <li>Where there is none, one caller makes it and the others wait for it: two requests, however
 *       many callers.
 *   <li>Every token is made of credentials that are read anew. After a rotation nothing is to be
 *       done: if SP-API refuses a token, tell {@link #refused} and ask for another.
 *   <li>While the stored secret is malformed or refused (a bad paste), tokens are made with the
 *       version before, as long as that works; {@link LwaToken#fromEarlierSecret} then says so.
 * </ul>
 *
 * <p>Region, credentials and endpoints of AWS come from AWS's own variables: {@code AWS_REGION};
 * {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}, or {@code
 * AWS_CONTAINER_CREDENTIALS_FULL_URI} and {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}; {@code
 * AWS_ENDPOINT_URL_SSM}, {@code AWS_ENDPOINT_URL}; {@code AWS_CA_BUNDLE}. Profiles of {@code
 * ~/.aws} and EC2's metadata are not read. {@code LWA_TOKEN_ENDPOINT} names another Login with
 * Amazon, for tests. The role needs {@code ssm:GetParameters} on the four parameters, and on those
 * of the authorizations it asks for, and {@code kms:Decrypt} with their key.
 */
public final class LwaAccessTokens implements AutoCloseable {
  private final Optional<Authorization> meant;
  private final TokensAhead own;
  private final PerAuthorization<TokensAhead> others;
  private final InstantSource clock;
  private final List<AutoCloseable> held;

  /**
   * @param meant whose tokens are given; empty for the application's own
   * @param own of the application's own authorization
   * @param others of the other authorizations
   * @param held what {@link #close} closes, in this order
   */
  LwaAccessTokens(
      Optional<Authorization> meant,
      TokensAhead own,
      PerAuthorization<TokensAhead> others,
      InstantSource clock,
      List<AutoCloseable> held) {
    this.meant = meant;
    this.own = own;
    this.others = others;
    this.clock = clock;
    this.held = List.copyOf(held);
  }

  /**
   * With the environment of this process; sends nothing yet.
   *
   * @throws IllegalArgumentException if a variable is missing or bad; names all of them, without
   *     values
   */
  public static LwaAccessTokens of(ParameterNames names) {
    return of(names, System.getenv());
  }

  /**
   * With variables that are given; sends nothing yet.
   *
   * @throws IllegalArgumentException if a variable is missing or bad; names all of them, without
   *     values
   */
  public static LwaAccessTokens of(ParameterNames names, Map<String, String> environment) {
    return ClientWiring.tokens(names, environment);
  }

  /**
   * The tokens of another authorization of the same application: of another selling partner, or of
   * another region. All share this object's connections, so close only this one. The tokens of
   * {@value PerAuthorization#MOST} authorizations are kept.
   *
   * @param authorization region and name, such as {@code eu/acme}; {@code default} is the
   *     application's own
   * @throws IllegalArgumentException if it is no such name
   */
  public LwaAccessTokens forAuthorization(String authorization) {
    return new LwaAccessTokens(Authorization.named(authorization), own, others, clock, List.of());
  }

  private TokensAhead tokens() {
    return meant.isPresent() ? others.of(meant.get()) : own;
  }

  /**
   * A token that is good for five minutes at least: the kept one, or a new one.
   *
   * @param limit the longest that the caller waits, more than zero; a new token takes two requests,
   *     a fraction of a second
   * @throws NotConfiguredException if a credential is missing, still the placeholder or malformed
   * @throws StoreException if Parameter Store refused or did not answer; its {@code kind} tells
   *     whether to try later
   * @throws AmazonException if Login with Amazon refused ({@link AmazonException.Refused}) or did
   *     not answer in time ({@link AmazonException.NoAnswer})
   */
  public LwaToken token(Duration limit) {
    Deadline deadline = Deadline.in(limit, clock);
    return switch (tokens().current(deadline)) {
      case AccessTokens.Result.Granted(AccessTokens.Session session) -> new LwaToken(session);
      case AccessTokens.Result.NotGranted failed -> throw failed.reason();
    };
  }

  /**
   * Says that SP-API refused a token: with 401, or with 403 and a message that the token or the
   * client secret has expired. The next {@link #token} reads the credentials anew. Try the call
   * again once, not more: a 403 for a missing role stays.
   */
  public void refused(LwaToken token) {
    tokens().refused(token.session());
  }

  /**
   * Frees the connections and the native memory, after a renewal that is under way. Tokens that
   * were given stay good; this object must not be asked any more.
   */
  @Override
  public void close() {
    for (AutoCloseable part : held) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("A connection could not be closed", e);
      }
    }
  }
}
