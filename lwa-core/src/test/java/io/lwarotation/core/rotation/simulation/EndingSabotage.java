package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.SecretExpiryMessage;

/** Errors around Amazon's messages on the end of a secret. */
final class EndingSabotage {
  private EndingSabotage() {}

  static final class Ignores extends Sabotage {
    @Override
    ExpiryOutcome heeds(HeedExpiryMessage useCase, SecretExpiryMessage message, Deadline deadline) {
      return new ExpiryOutcome.Unchanged("it is only a hint");
    }
  }

  static final class HeedsOld extends Sabotage {
    @Override
    ExpiryOutcome heeds(HeedExpiryMessage useCase, SecretExpiryMessage m, Deadline deadline) {
      return useCase.run(
          new SecretExpiryMessage(m.clientId(), m.expiresAt(), m.reason(), null), deadline);
    }
  }

  static final class HeedsStrangers extends Sabotage {
    private static final ClientId OURS = new ClientId("amzn1.application-oa2-client.EXAMPLE");

    @Override
    ExpiryOutcome heeds(HeedExpiryMessage useCase, SecretExpiryMessage m, Deadline deadline) {
      return useCase.run(
          new SecretExpiryMessage(OURS, m.expiresAt(), m.reason(), m.sentAt()), deadline);
    }
  }

  static final class TellsNothing extends Sabotage {
    @Override
    Notices notices(Notices notices) {
      return (notice, deadline) -> {
        if (!notice.subject().contains("early")) {
          notices.publish(notice, deadline);
        }
      };
    }
  }
}
