package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.NewSecretMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Errors around Amazon: what is believed, sent again or shown. */
final class AmazonErrors {
  private static final SpApiAnswer WELL = new SpApiAnswer(200, Optional.empty(), "{}");
  private static final AccessToken TAKEN =
      new AccessToken(Secret.of("Atza|EXAMPLE-taken"), Duration.ofHours(1));

  private AmazonErrors() {}

  static void trustsLwa(Ports p) {
    p.spApi((request, real) -> isRotation(request) ? real.get() : WELL);
  }

  static void trustsNoAnswer(Ports p) {
    p.spApi(
        (request, real) -> {
          try {
            return real.get();
          } catch (AmazonException e) {
            if (isRotation(request)) {
              throw e;
            }
            return WELL;
          }
        });
  }

  private static boolean isRotation(SpApiRequest request) {
    return request.equals(SpApiRequest.ROTATE_CLIENT_SECRET);
  }

  static void takesSilenceForNo(Ports p) {
    onSilence(
        p,
        (e, _) -> {
          throw ModelAmazon.refused(e.service(), 400, Refusal.BAD_REQUEST);
        });
  }

  static void keepsTheMark(Ports p) {
    onSilence(
        p,
        (e, _) -> {
          throw new NoAnswer(e.service(), "did not answer", e);
        });
  }

  static void retriesBlindly(Ports p) {
    onSilence(p, (_, again) -> again.get());
  }

  /** What becomes of a call of SP-API without an answer. */
  private static void onSilence(Ports p, Ports.Around<NoAnswer, SpApiAnswer> silence) {
    p.spApi(
        (request, real) -> {
          try {
            return real.get();
          } catch (NoAnswer e) {
            return silence.of(e, real);
          }
        });
  }

  static void storesBeforeTrying(Ports p) {
    p.tokens(
        (grant, real) -> {
          if (isOfMessage(p, grant.clientSecret())) {
            var _ = p.write.apply(grant.clientSecret());
          }
          return real.get();
        });
  }

  static boolean isOfMessage(Ports p, Secret secret) {
    return p.message.map(NewSecretMessage::newSecret).equals(Optional.of(secret));
  }

  static void showsASecret(Ports p) {
    p.tokens(
        (grant, real) -> {
          try {
            return real.get();
          } catch (AmazonException.Refused e) {
            String shown = "does not know " + grant.clientSecret().reveal();
            throw new NoAnswer(e.service(), shown, e);
          }
        });
  }

  /** A text that is neither the message's nor the stored one is taken for a secret that works. */
  static void putsBackTheDead(Ports p) {
    if (p.message.isEmpty()) {
      return;
    }
    List<Secret> known = new ArrayList<>(List.of(p.message.get().newSecret()));
    p.seen(
        state -> {
          if (state.secret() != null) {
            known.add(state.secret());
          }
          return state;
        });
    p.tokens((grant, real) -> known.contains(grant.clientSecret()) ? real.get() : TAKEN);
    SpApi spApi = p.spApi;
    p.spApi =
        (request, token, deadline) ->
            token.equals(TAKEN) ? WELL : spApi.send(request, token, deadline);
  }

  static void skipsTheSeller(Ports p) {
    p.tokens(
        (grant, real) -> {
          if (grant instanceof Grant.Seller) {
            throw new NoAnswer(Service.LWA, "was not asked", null);
          }
          return real.get();
        });
  }
}
