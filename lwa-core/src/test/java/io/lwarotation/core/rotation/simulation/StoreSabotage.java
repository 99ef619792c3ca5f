package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretVault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Errors around messages and the secret that is stored. */
final class StoreSabotage {
  private StoreSabotage() {}

  static final class TrustsArrival extends Sabotage {
    @Override
    NewSecretMessage message(NewSecretMessage message, Instant now) {
      return new NewSecretMessage(
          message.clientId(),
          message.newSecret(),
          now.plus(Duration.ofDays(180)),
          now.plus(Duration.ofDays(7)),
          now,
          message.notificationId());
    }
  }

  static final class AcknowledgesRetries extends Sabotage {
    @Override
    boolean acknowledges(AcceptOutcome outcome) {
      return true;
    }
  }

  static final class AcknowledgesFailures extends Sabotage {
    @Override
    boolean acknowledgesFailures() {
      return true;
    }
  }

  static final class BelievesItsWrite extends Sabotage {
    @Override
    SecretVault vault(SecretVault vault) {
      Map<Long, Secret> believed = new HashMap<>();
      return new VaultAround(vault) {
        @Override
        public long write(Secret secret, Deadline deadline) {
          long version;
          try {
            version = super.write(secret, deadline);
          } catch (StoreException e) {
            version = lastSeen() + 1;
          }
          believed.put(version, secret);
          return version;
        }

        @Override
        public Optional<Secret> at(long version, Deadline deadline) {
          return believed.containsKey(version)
              ? Optional.of(believed.get(version))
              : super.at(version, deadline);
        }
      };
    }
  }

  static final class Waits48HoursOnly extends Sabotage {
    @Override
    RotationSettings settings() {
      RotationSettings s = RotationSettings.STANDARD;
      return new RotationSettings(s.dueBefore(), s.inFlight(), s.inFlight(), s.noticeEvery());
    }
  }

  static final class TellsNobody extends Sabotage {
    @Override
    Notices notices(Notices notices) {
      return (notice, deadline) -> {
        if (!notice.subject().contains("did not arrive")) {
          notices.publish(notice, deadline);
        }
      };
    }
  }

  static final class NeverRotates extends Sabotage {
    @Override
    RotationSettings settings() {
      RotationSettings s = RotationSettings.STANDARD;
      return new RotationSettings(Duration.ZERO, s.inFlight(), s.grace(), s.noticeEvery());
    }
  }
}
