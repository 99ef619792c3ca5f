package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.rotation.simulation.Chance.Unkindness;
import java.util.Set;

/**
 * What short histories are about. All at once would be too many to play, so each theme adds its own
 * moves, or what can go wrong, to those of the rotation.
 */
enum Theme {
  /** The moves of the rotation alone. */
  ROTATION,

  /** Programs call SP-API. */
  CALLS,

  /** Amazon says when a secret ends. */
  ENDINGS,

  /** The stack is deployed and deleted. */
  STACK,

  /** Amazon is slow, cannot be reached, knows a secret late, or gives no token without a seller. */
  AMAZON;

  private static final Set<Unkindness> ALWAYS =
      Set.of(
          Unkindness.RECORD_LAGS,
          Unkindness.SECRET_LAGS,
          Unkindness.VERSION_UNSEEN,
          Unkindness.WRITE_DAMAGED,
          Unkindness.CLAIM_UNSEEN);

  /** The theme in whose histories an error shows. */
  static Theme of(Mutant mutant) {
    return switch (mutant) {
      case GIVES_UP_CALLS, LOOKS_IN_EVERY_CALL, KEEPS_FALLBACK_QUIET, DROPS_THE_EARLIER_SECRET ->
          CALLS;
      case IGNORES_ENDINGS, HEEDS_OLD_ENDINGS, HEEDS_STRANGERS, TELLS_NO_EARLY_END -> ENDINGS;
      case OVERWRITES_ON_DEPLOY, DELETES_WITH_THE_STACK -> STACK;
      case TRUSTS_NO_ANSWER, SKIPS_THE_SELLER, KEEPS_THE_MARK, ROTATES_IN_A_HURRY -> AMAZON;
      default -> ROTATION;
    };
  }

  /** Whether its histories are played with this and without it, for the price of a move. */
  boolean enumerates(Unkindness what) {
    return ALWAYS.contains(what)
        || switch (what) {
          case LWA_BUSY -> this == CALLS;
          case LATE_AT_LWA, LATE_AT_SP_API -> this == AMAZON;
          default -> false;
        };
  }
}
