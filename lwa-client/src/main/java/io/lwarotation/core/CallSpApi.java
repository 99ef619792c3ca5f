package io.lwarotation.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls SP-API with the stored credentials. What a fresh token or a fresh reading of Parameter
 * Store can mend is tried once more; so a call costs at most two readings, two token requests and
 * two requests to SP-API, and where LWA refuses the stored secret what {@link
 * AccessTokens.Fallback} costs.
 *
 * @param app the application's name, for messages
 * @param clock of this process; ages are counted by the store's
 */
public record CallSpApi(String app, AccessTokens tokens, SpApi spApi, InstantSource clock) {

  /**
   * Gets the token before the first request is known, while a function starts. Never fails: the
   * first {@link #run} reports what went wrong.
   */
  public void prepare(Deadline deadline) {
    tokens.prepare(deadline);
  }

  /**
   * Sends the request, with a second attempt where that can help.
   *
   * @throws DiagnosedException if the call failed; its message says what to do
   */
  public CallAnswer run(SpApiRequest request, Deadline deadline) {
    Attempt attempt = attempt(request, deadline);
    if (attempt instanceof Attempt.Failed failed && failed.mendable()) {
      failed.stale().ifPresent(tokens::discard);
      attempt = attempt(request, deadline);
    }
    if (attempt instanceof Attempt.Failed failed
        && failed.stale().isEmpty()
        && failed.reason() instanceof AmazonException.Refused refused
        && refused.refusal() == Refusal.INVALID_CLIENT) {
      attempt = fallBack(request, failed, refused, deadline);
    }
    return settle(request, attempt);
  }

  private sealed interface Attempt {
    record Succeeded(AccessTokens.Session session, SpApiAnswer answer) implements Attempt {}

    /**
     * @param stale the session that SP-API refused, if the attempt got that far
     */
    record Failed(
        AmazonException reason, StoredCredentials credentials, Optional<AccessTokens.Session> stale)
        implements Attempt {

      /** Whatever its code, a 401 of LWA speaks of the client id and secret. */
      private static boolean isUnknown401OfLwa(AmazonException.Refused refused) {
        return refused.service() == AmazonException.Service.LWA && refused.status() == 401;
      }

      /** Whether credentials that are read anew, or a token that is made anew, may be accepted. */
      boolean mendable() {
        return reason instanceof AmazonException.Refused refused
            && switch (refused.refusal()) {
              case INVALID_CLIENT, SECRET_EXPIRED, TOKEN_EXPIRED, TOKEN_INVALID -> true;
              case INVALID_GRANT,
                  INVALID_REQUEST,
                  CLIENT_MAY_NOT,
                  TOKEN_MISSING,
                  WRONG_REGION,
                  ACCESS_DENIED,
                  ROLE_MISSING,
                  AMAZON_EXPIRED,
                  GATEWAY_DENIED,
                  SANDBOX_ONLY,
                  NOT_ENROLLED,
                  THROTTLED,
                  UNAVAILABLE,
                  NOT_FOUND,
                  BAD_REQUEST,
                  REDIRECT ->
                  false;
              case OTHER -> isUnknown401OfLwa(refused);
            };
      }
    }
  }

  private Attempt attempt(SpApiRequest request, Deadline deadline) {
    try {
      return go(request, tokens.current(deadline), deadline);
    } catch (NotConfiguredException e) {
      throw new DiagnosedException(Diagnosis.NOT_CONFIGURED, String.valueOf(e.getMessage()), e);
    } catch (StoreException e) {
      throw new Triage(app).of(e);
    }
  }

  /**
   * While LWA refuses the stored secret, calls go on with the version before if that still works.
   */
  private Attempt fallBack(
      SpApiRequest request,
      Attempt.Failed failed,
      AmazonException.Refused refused,
      Deadline deadline) {
    try {
      return go(request, tokens.fallBack(failed.credentials(), refused, deadline), deadline);
    } catch (StoreException _) {
      return failed; // another call was at it: what is to be told is that the stored secret fails
    }
  }

  private Attempt go(SpApiRequest request, AccessTokens.Result result, Deadline deadline) {
    return switch (result) {
      case AccessTokens.Result.NotGranted(StoredCredentials read, AmazonException reason) ->
          new Attempt.Failed(reason, read, Optional.empty());
      case AccessTokens.Result.Granted(AccessTokens.Session session) ->
          send(request, session, deadline);
    };
  }

  private Attempt send(SpApiRequest request, AccessTokens.Session session, Deadline deadline) {
    try {
      return new Attempt.Succeeded(session, spApi.send(request, session.token(), deadline));
    } catch (AmazonException e) {
      return new Attempt.Failed(reason(e, session), session.credentials(), Optional.of(session));
    }
  }

  /** Where an earlier secret is dead too, the trouble is the stored one. */
  private AmazonException reason(AmazonException failure, AccessTokens.Session session) {
    if (session.refusal().isPresent()
        && failure instanceof AmazonException.Refused refused
        && refused.refusal() == Refusal.SECRET_EXPIRED) {
      tokens.discardFallback(session);
      return session.refusal().get();
    }
    return failure;
  }

  private CallAnswer settle(SpApiRequest request, Attempt attempt) {
    return switch (attempt) {
      case Attempt.Succeeded(AccessTokens.Session session, SpApiAnswer answer) ->
          answered(request, session, answer);
      case Attempt.Failed failed -> {
        failed.stale().ifPresent(tokens::discard);
        throw new Triage(app)
            .of(
                failed.reason(),
                SecretState.of(failed.credentials(), nowByStore(failed.credentials(), null)));
      }
    };
  }

  private CallAnswer answered(
      SpApiRequest request, AccessTokens.Session session, SpApiAnswer answer) {
    SecretState state =
        SecretState.of(
            session.credentials(), nowByStore(session.credentials(), session.mintedAt()));
    return new CallAnswer(
        request.operation(),
        answer,
        state.expiry(),
        state.daysLeft(),
        state.recordProblem(),
        session.refusal().isPresent());
  }

  /** The store's time of the reading, and what has passed here since then. */
  private Instant nowByStore(StoredCredentials credentials, @Nullable Instant readHere) {
    Duration since = readHere == null ? Duration.ZERO : Duration.between(readHere, clock.instant());
    return credentials.readAt().plus(since);
  }
}
