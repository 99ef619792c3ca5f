package io.lwarotation.core;

import io.lwarotation.core.AccessTokens.Result;
import io.lwarotation.core.AccessTokens.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls SP-API with the stored credentials. What a fresh token can mend is tried once more; so a
 * call costs at most two requests to SP-API and two tokens, each with what {@link AccessTokens}
 * costs. A 403 without a reason costs two more, once.
 *
 * @param authorization whose token is sent; empty for that of the application's own refresh token
 * @param regions asked about a token that SP-API refuses without a reason
 * @param clock of this process; how old a secret is, the store's clock says
 */
public record CallSpApi(
    String app,
    Optional<Authorization> authorization,
    AccessTokens tokens,
    SpApi spApi,
    OtherRegions regions,
    InstantSource clock) {
  /** How old a token is before a missing role is a reason to make another. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  /**
   * Sends the request, with a second attempt where that can help.
   *
   * @throws DiagnosedException if the call failed; its message says what to do
   */
  public CallAnswer run(SpApiRequest request, Deadline deadline) {
    Session session = session(deadline);
    try {
      return answered(request, session, spApi.send(request, session.token(), deadline));
    } catch (AmazonException e) {
      if (!mayBeMended(e, session)) {
        throw diagnosed(e, request, session, deadline);
      }
      discard(session, e);
    }
    Session fresh = session(deadline);
    try {
      return answered(request, fresh, spApi.send(request, fresh.token(), deadline));
    } catch (AmazonException e) {
      if (mayBeMended(e, fresh)) {
        discard(fresh, e); // by the next call
      }
      throw isEarlierSecretDead(fresh, e)
          ? diagnosed(fresh.trouble().orElse(e), fresh.credentials())
          : diagnosed(e, request, fresh, deadline);
    }
  }

  private Session session(Deadline deadline) {
    try {
      Result result = tokens.current(deadline);
      if (result instanceof Result.NotGranted(StoredCredentials read, RuntimeException reason)) {
        throw diagnosed(reason, read);
      }
      return ((Result.Granted) result).session();
    } catch (NotConfiguredException e) {
      throw notConfigured(e);
    } catch (StoreException e) {
      throw new Triage(app, authorization).of(e);
    }
  }

  /**
   * Whether a token that is made anew, of credentials that are read anew, may be accepted. Where a
   * role was missing, the seller authorizes again: that gives another refresh token, which is
   * looked for now and then.
   */
  private boolean mayBeMended(AmazonException failure, Session session) {
    return failure instanceof AmazonException.Refused refused
        && switch (refused.refusal()) {
          case SECRET_EXPIRED, TOKEN_EXPIRED, TOKEN_INVALID -> true;
          case ACCESS_DENIED, ROLE_MISSING ->
              !clock.instant().isBefore(session.mintedAt().plus(LOOK_AGAIN));
          case INVALID_CLIENT,
              INVALID_GRANT,
              INVALID_REQUEST,
              CLIENT_MAY_NOT,
              TOKEN_MISSING,
              WRONG_REGION,
              AMAZON_EXPIRED,
              GATEWAY_DENIED,
              SANDBOX_ONLY,
              NOT_ENROLLED,
              THROTTLED,
              UNAVAILABLE,
              NOT_FOUND,
              BAD_REQUEST,
              REDIRECT,
              OTHER ->
              false;
        };
  }

  private void discard(Session session, AmazonException failure) {
    if (isEarlierSecretDead(session, failure)) {
      tokens.discardFallback(session);
    } else {
      tokens.discard(session);
    }
  }

  private static boolean isEarlierSecretDead(Session session, AmazonException failure) {
    return session.trouble().isPresent()
        && failure instanceof AmazonException.Refused refused
        && refused.refusal() == Refusal.SECRET_EXPIRED;
  }

  private DiagnosedException diagnosed(
      AmazonException failure, SpApiRequest request, Session session, Deadline deadline) {
    if (failure instanceof AmazonException.Refused refused
        && refused.refusal() == Refusal.ACCESS_DENIED) {
      Secret refreshToken = session.credentials().refreshToken();
      return new Triage(app, authorization)
          .denied(refused, regions.ask(request, session.token(), refreshToken, deadline));
    }
    return diagnosed(failure, session.credentials());
  }

  private DiagnosedException diagnosed(RuntimeException reason, StoredCredentials credentials) {
    return switch (reason) {
      case AmazonException e ->
          new Triage(app, authorization, credentials.yearOver())
              .of(e, SecretState.of(credentials, nowByStore(credentials, null)));
      case NotConfiguredException e -> notConfigured(e);
      default -> throw reason;
    };
  }

  private static DiagnosedException notConfigured(NotConfiguredException e) {
    return new DiagnosedException(Diagnosis.NOT_CONFIGURED, String.valueOf(e.getMessage()), e);
  }

  private CallAnswer answered(SpApiRequest request, Session session, SpApiAnswer answer) {
    SecretState state =
        SecretState.of(
            session.credentials(), nowByStore(session.credentials(), session.mintedAt()));
    return new CallAnswer(
        request.operation(),
        answer,
        state.expiry(),
        state.daysLeft(),
        state.recordProblem(),
        session.trouble().isPresent()
            ? Optional.of(problemOf(session.credentials().clientSecret()))
            : Optional.empty());
  }

  private static String problemOf(StoredSecret secret) {
    return secret instanceof MalformedSecret malformed
        ? malformed.problem()
        : "Login with Amazon refuses the stored client secret";
  }

  /** The store's time of the reading, and what has passed here since then. */
  private Instant nowByStore(StoredCredentials credentials, @Nullable Instant readHere) {
    Duration since = readHere == null ? Duration.ZERO : Duration.between(readHere, clock.instant());
    return credentials.readAt().plus(since);
  }
}
