package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.NewSecretMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Errors around Amazon: what is believed, sent again or shown. */
final class AmazonErrors {
  private static final SpApiAnswer WELL = new SpApiAnswer(200, Optional.empty(), "{}");
  private static final AccessToken TAKEN =
      new AccessToken(Secret.of("Atza|EXAMPLE-taken"), Duration.ofHours(1));

  private AmazonErrors() {}

  static void trustsLwa(Ports p) {
    p.spApi(
        real ->
            (request, token, deadline) ->
                isRotation(request) ? real.send(request, token, deadline) : WELL);
  }

  static void trustsNoAnswer(Ports p) {
    p.spApi(
        real ->
            (request, token, deadline) -> {
              try {
                return real.send(request, token, deadline);
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
  private interface Silence {
    SpApiAnswer answer(NoAnswer e, Supplier<SpApiAnswer> again);
  }

  private static void onSilence(Ports p, Silence silence) {
    p.spApi(
        real ->
            (request, token, deadline) -> {
              try {
                return real.send(request, token, deadline);
              } catch (NoAnswer e) {
                return silence.answer(e, () -> real.send(request, token, deadline));
              }
            });
  }

  static void storesBeforeTrying(Ports p) {
    p.tokens(
        real ->
            (grant, deadline) -> {
              if (isOfMessage(p, grant.clientSecret())) {
                p.write.of(grant.clientSecret(), deadline);
              }
              return real.exchange(grant, deadline);
            });
  }

  static boolean isOfMessage(Ports p, Secret secret) {
    return p.message.map(NewSecretMessage::newSecret).equals(Optional.of(secret));
  }

  static void showsASecret(Ports p) {
    p.tokens(
        real ->
            (grant, deadline) -> {
              try {
                return real.exchange(grant, deadline);
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
    p.tokens(
        real ->
            (grant, deadline) ->
                known.contains(grant.clientSecret()) ? real.exchange(grant, deadline) : TAKEN);
    p.spApi(
        real ->
            (request, token, deadline) ->
                token.equals(TAKEN) ? WELL : real.send(request, token, deadline));
  }

  static void skipsTheSeller(Ports p) {
    p.tokens(
        real ->
            (grant, deadline) -> {
              if (grant instanceof Grant.Seller) {
                throw new NoAnswer(Service.LWA, "was not asked", null);
              }
              return real.exchange(grant, deadline);
            });
  }
}
