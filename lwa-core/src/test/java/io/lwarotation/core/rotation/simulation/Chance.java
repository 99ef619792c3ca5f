package io.lwarotation.core.rotation.simulation;

import java.util.random.RandomGenerator;

/**
 * Decides in the models what is not decided by what was done before: by a seed, or by every
 * sequence of choices in turn.
 */
interface Chance {
  /**
   * Whether something unkind happens now.
   *
   * @param probability how likely, where a seed decides
   */
  boolean happens(Unkindness what, double probability);

  /** An amount from 0 to below {@code bound}. */
  int below(int bound);

  /** What the models can do to the functions beside letting a call fail. */
  enum Unkindness {
    RECORD_LAGS("sees the record as it was before the last write"),
    SECRET_LAGS("sees the secret as it was before the last write"),
    CLAIM_UNSEEN("cannot see yet which stack rotates the client"),
    VERSION_UNSEEN("cannot see that version yet"),
    WRITE_DAMAGED("stores a text that lost its end on the way"),
    LWA_BUSY("throttles the token request for the version before"),
    LATE_AT_LWA("makes a secret that LWA knows later"),
    LATE_AT_SP_API("makes a secret that SP-API knows later"),
    SECOND_ROTATION_KILLS("lets a second rotation end the oldest secret at once"),
    LONGER_GRACE("gives the old secret two weeks"),
    SHORTER_LIFE("gives the new secret half a life"),
    NEEDS_A_SELLER("gives this client no token without a seller"),
    BARE_MESSAGE("leaves the optional fields of the message out");

    private final String what;

    Unkindness(String what) {
      this.what = what;
    }

    /** Whether Amazon does it; all else is Parameter Store's. */
    boolean isOfAmazon() {
      return compareTo(LWA_BUSY) >= 0;
    }

    private boolean isDamage() {
      return this == WRITE_DAMAGED;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** Chance that a seed decides. */
  final class Seeded implements Chance {
    private final RandomGenerator random;
    private long strokes;
    private boolean calm;

    Seeded(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public boolean happens(Unkindness what, double probability) {
      boolean now = random.nextDouble() < probability && !(calm && what.isDamage());
      strokes += now ? 1 : 0;
      return now;
    }

    @Override
    public int below(int bound) {
      return random.nextInt(bound);
    }

    /** From now on nothing is damaged, so that all can come to rest; readers go on lagging. */
    void calm() {
      calm = true;
    }

    /** How many unkind things happened so far. */
    long strokes() {
      return strokes;
    }
  }
}
