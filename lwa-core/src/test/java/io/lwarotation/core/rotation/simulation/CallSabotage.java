package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret;
import io.lwarotation.core.Fallback;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.rotation.ClientClaims;
import java.util.Optional;
import java.util.function.Supplier;

/** Errors around calls and around the stack. */
final class CallSabotage {
  private CallSabotage() {}

  static final class OverwritesOnDeploy extends Sabotage {
    @Override
    boolean overwritesOnDeploy() {
      return true;
    }
  }

  static final class DeletesWithTheStack extends Sabotage {
    @Override
    boolean deletesWithTheStack() {
      return true;
    }
  }

  static final class GivesUpCalls extends Sabotage {
    @Override
    Fallback fallback(Supplier<EarlierSecret> coldStart) {
      return (refused, deadline) -> Optional.empty();
    }
  }

  static final class LooksInEveryCall extends Sabotage {
    @Override
    Fallback fallback(Supplier<EarlierSecret> coldStart) {
      return (refused, deadline) -> coldStart.get().exchange(refused, deadline);
    }
  }

  static final class DropsTheEarlierSecret extends Sabotage {
    @Override
    Fallback fallback(Supplier<EarlierSecret> coldStart) {
      EarlierSecret earlier = coldStart.get();
      return new Fallback() {
        @Override
        public Optional<AccessToken> exchange(StoredCredentials stored, Deadline deadline) {
          try {
            return earlier.exchange(stored, deadline);
          } catch (AmazonException.Refused e) {
            earlier.giveUp(stored);
            throw e;
          }
        }

        @Override
        public void giveUp(StoredCredentials stored) {
          earlier.giveUp(stored);
        }
      };
    }
  }

  static final class ClaimsWithoutLooking extends Sabotage {
    @Override
    ClientClaims claims(ClientClaims claims) {
      return (client, deadline) -> new ClientClaims.Claim.Ours();
    }
  }

  static final class KeepsFallbackQuiet extends Sabotage {
    @Override
    CallAnswer told(CallAnswer a) {
      return new CallAnswer(
          a.operation(), a.answer(), a.expiry(), a.daysLeft(), a.recordProblem(), Optional.empty());
    }
  }
}
