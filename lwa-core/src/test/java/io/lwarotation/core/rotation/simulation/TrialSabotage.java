package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.SecretVault;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Errors around Amazon: what is believed, sent again or shown. */
final class TrialSabotage {
  private TrialSabotage() {}

  static final class TrustsLwa extends Sabotage {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) ->
          request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)
              ? spApi.send(request, token, deadline)
              : new SpApiAnswer(200, Optional.empty(), "{}");
    }
  }

  static final class TrustsNoAnswer extends Sabotage {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException e) {
          if (request.equals(SpApiRequest.ROTATE_CLIENT_SECRET)) {
            throw e;
          }
          return new SpApiAnswer(200, Optional.empty(), "{}");
        }
      };
    }
  }

  static final class StoresBeforeTrying extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      SecretVault vault = ports.vault();
      TokenEndpoint tokens = ports.tokens();
      return ports.with(
          (TokenEndpoint)
              (grant, deadline) -> {
                if (message
                    .map(NewSecretMessage::newSecret)
                    .equals(Optional.of(grant.clientSecret()))) {
                  vault.write(grant.clientSecret(), deadline);
                }
                return tokens.exchange(grant, deadline);
              });
    }
  }

  static final class KeepsTheMark extends Sabotage {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException.NoAnswer e) {
          throw new AmazonException.NoAnswer(e.service(), "did not answer", e);
        }
      };
    }
  }

  static final class TakesSilenceForNo extends Sabotage {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException.NoAnswer e) {
          throw new AmazonException.Refused(
              e.service(), 400, Refusal.BAD_REQUEST, Optional.empty(), Optional.empty());
        }
      };
    }
  }

  static final class RetriesBlindly extends Sabotage {
    @Override
    SpApi spApi(SpApi spApi) {
      return (request, token, deadline) -> {
        try {
          return spApi.send(request, token, deadline);
        } catch (AmazonException.NoAnswer e) {
          return spApi.send(request, token, deadline);
        }
      };
    }
  }

  static final class ShowsASecret extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      TokenEndpoint tokens = ports.tokens();
      return ports.with(
          (TokenEndpoint)
              (grant, deadline) -> {
                try {
                  return tokens.exchange(grant, deadline);
                } catch (AmazonException.Refused e) {
                  throw new AmazonException.NoAnswer(
                      e.service(), "does not know " + grant.clientSecret().reveal(), e);
                }
              });
    }
  }

  /** A text that is neither the message's nor the stored one is taken for a secret that works. */
  static final class PutsBackTheDead extends Sabotage {
    private static final AccessToken TAKEN =
        new AccessToken(Secret.of("Atza|EXAMPLE-taken"), Duration.ofHours(1));

    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      if (message.isEmpty()) {
        return ports;
      }
      List<Secret> known = new ArrayList<>(List.of(message.get().newSecret()));
      SecretVault vault =
          new VaultAround(ports.vault()) {
            @Override
            VaultState seen(VaultState state) {
              if (state.secret() != null) {
                known.add(state.secret());
              }
              return state;
            }
          };
      TokenEndpoint tokens = ports.tokens();
      SpApi spApi = ports.spApi();
      return ports
          .with(vault)
          .with(
              (TokenEndpoint)
                  (grant, deadline) ->
                      known.contains(grant.clientSecret())
                          ? tokens.exchange(grant, deadline)
                          : TAKEN)
          .with(
              (SpApi)
                  (request, token, deadline) ->
                      token.equals(TAKEN)
                          ? new SpApiAnswer(200, Optional.empty(), "{}")
                          : spApi.send(request, token, deadline));
    }
  }

  static final class SkipsTheSeller extends Sabotage {
    @Override
    Ports around(Ports ports, Optional<NewSecretMessage> message) {
      TokenEndpoint tokens = ports.tokens();
      return ports.with(
          (TokenEndpoint)
              (grant, deadline) -> {
                if (grant instanceof Grant.Seller) {
                  throw new AmazonException.NoAnswer(
                      AmazonException.Service.LWA, "was not asked", null);
                }
                return tokens.exchange(grant, deadline);
              });
    }
  }
}
