package io.lwarotation.core.rotation;

import io.lwarotation.core.Fingerprint;
import io.lwarotation.core.Secret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the writers of the rotation record tell each other beside the record itself. Each of them
 * hands on what it does not change.
 *
 * @param claim of whoever stores a secret
 * @param noticedAt when a person was last told of trouble with the rotation
 * @param amazon the dates of Amazon's newest message so far, whatever was stored since
 * @param endTold the end that people were last told of, for another reason than the secret's age
 */
public record RecordNotes(
    @Nullable Claim claim,
    @Nullable Instant noticedAt,
    @Nullable AmazonDates amazon,
    @Nullable Instant endTold) {
  /** Nothing to tell. */
  public static final RecordNotes NONE = new RecordNotes(null, null, null, null);

  /**
   * The right to store a secret alone. It stays, expired, until what was stored has been recorded
   * and announced.
   *
   * @param over the version of the secret that its holder saw and is to overwrite; none once the
   *     new one is recorded
   * @param madeAt when the secret was made that is to be stored, if a message brought it
   * @param of that secret's {@link Fingerprint}: two secrets may be made at one moment
   * @param back what its holder puts back of a person's, if it overwrote something
   */
  public record Claim(
      Instant until,
      @Nullable Long over,
      @Nullable Instant madeAt,
      @Nullable String of,
      @Nullable Back back) {
    /** As a person's tool takes it, which needs no more, and as earlier programs wrote it. */
    public Claim(Instant until, @Nullable Long over, @Nullable Instant madeAt) {
      this(until, over, madeAt, null, null);
    }

    /** To store this message's secret. */
    static Claim toStore(NewSecretMessage message, long over, Instant until) {
      return new Claim(until, over, message.rotatedAt(), fingerprint(message.newSecret()), null);
    }

    /** The same for whoever puts back a text. */
    Claim puttingBack(Secret text, long seen, Instant until) {
      return new Claim(until, over, madeAt, of, new Back(seen, fingerprint(text)));
    }

    /** Whether what is to be put back over this version was not written yet. */
    boolean isPuttingBackOver(long version) {
      return back != null && back.over() == version;
    }

    boolean isPuttingBack(Secret text) {
      return back != null && back.of().equals(fingerprint(text));
    }

    /**
     * The version that the writer of the stored text saw, if its holder wrote that.
     *
     * @param message whose secret it may be: an earlier program's claim is known by its time only
     */
    @Nullable Long seenBeforeWriting(Secret stored, NewSecretMessage message) {
      if (back != null) {
        return isPuttingBack(stored) ? back.over() : null;
      }
      boolean wrote =
          of == null
              ? stored.equals(message.newSecret()) && message.rotatedAt().equals(madeAt)
              : of.equals(fingerprint(stored));
      return wrote ? over : null;
    }

    /** When Amazon made this text, if it is the one that was to be stored. */
    Optional<Instant> madeAt(Secret text) {
      return fingerprint(text).equals(of) ? Optional.ofNullable(madeAt) : Optional.empty();
    }

    private static String fingerprint(Secret secret) {
      return Fingerprint.of(secret.reveal());
    }
  }

  /**
   * What is put back.
   *
   * @param over the version of the secret that is to be overwritten
   */
  public record Back(long over, String of) {}

  /** What one of Amazon's messages says of its secret. */
  public record AmazonDates(Instant rotatedAt, Instant expiresAt) {}

  /** With a claim, or without one. */
  public RecordNotes claimed(@Nullable Claim by) {
    return new RecordNotes(by, noticedAt, amazon, endTold);
  }

  /** With the moment at which a person was told. */
  public RecordNotes noticed(Instant at) {
    return new RecordNotes(claim, at, amazon, endTold);
  }

  /** With the dates of a message, unless a newer one was seen. */
  public RecordNotes seen(AmazonDates dates) {
    return amazon != null && amazon.rotatedAt().isAfter(dates.rotatedAt())
        ? this
        : new RecordNotes(claim, noticedAt, dates, endTold);
  }

  /** With the end that people were told of. */
  public RecordNotes told(Instant end) {
    return new RecordNotes(claim, noticedAt, amazon, end);
  }

  @Nullable Instant storingUntil() {
    return claim == null ? null : claim.until();
  }
}
