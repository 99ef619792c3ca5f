package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.AcceptOutcome.RetryLater;
import io.lwarotation.core.rotation.RecordNotes.Claim;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts back what a person stored under a program's write. Parameter Store cannot refuse a write
 * because somebody else wrote a moment ago; the version tells it afterwards. The claim says which
 * version its holder had seen: what lies between that one and the written one was overwritten.
 * Putting it back is a write like the first, noted in the claim before, so that what it overwrites
 * is put back in turn, also where the invocation dies.
 */
record PutBack(SecretVault vault, RecordLog log, SecretTrial trial) {
  /** No more versions than Parameter Store keeps beside the newest. */
  private static final int MOST_OVERWRITTEN = 99;

  /** Writes of a secret that is put back, where another text is read back. */
  private static final int MOST_TRIES = 3;

  /**
   * Looks at what was overwritten, the newest first, and puts back the first that works and is not
   * surely older than the message's. Each of those versions must be seen first, and each secret in
   * them tried.
   *
   * @return empty if nothing that matters was overwritten, or the claim's holder did not write that
   * @throws io.lwarotation.core.StoreException if a version cannot be seen
   */
  Optional<RetryLater> run(
      Secret stored, long version, NewSecretMessage message, StoreView known, Deadline deadline) {
    Claim claim = known.openClaim().orElse(null);
    if (claim == null || claim.over() == null) {
      return Optional.empty();
    }
    Long seen = claim.seenBeforeWriting(stored, message);
    List<Secret> texts =
        claim.isPuttingBackOver(version)
            ? texts(version, claim.over(), claim::isPuttingBack, deadline)
            : seen == null ? List.of() : overwritten(stored, version, seen, deadline);
    for (Secret text : texts) {
      if (text.equals(message.newSecret()) || known.isOlder(text, message, vault, deadline)) {
        continue;
      }
      VaultState state = known.state();
      switch (trial.run(state.clientId(), text, state.refreshToken(), deadline).secret()) {
        case Verdict.Works _ -> {
          return Optional.of(write(text, version, claim, message, known, deadline));
        }
        case Verdict.Open(String reason, boolean _) -> {
          return Optional.of(
              new RetryLater(
                  "what somebody stored by hand at the same time could not be tried: " + reason));
        }
        case Verdict.Refused _ -> {}
      }
    }
    return Optional.empty();
  }

  /** What lies between the version that was seen and the written one, but for those two texts. */
  private List<Secret> overwritten(Secret stored, long version, long seen, Deadline deadline) {
    List<Secret> texts = texts(version, seen, text -> !text.equals(stored), deadline);
    if (!texts.isEmpty()) {
      DatesOfText.readable(vault, seen, deadline).ifPresent(meant -> texts.removeIf(meant::equals));
    }
    return texts;
  }

  /** The texts between two versions, the newest first. */
  private List<Secret> texts(long version, long seen, Predicate<Secret> wanted, Deadline deadline) {
    List<Secret> texts = new ArrayList<>();
    for (long v = version - 1; v > seen && version - v <= MOST_OVERWRITTEN; v--) {
      vault.at(v, deadline).filter(wanted).ifPresent(texts::add);
    }
    return texts;
  }

  /** Writes a text once more, and reads it back. */
  private RetryLater write(
      Secret text,
      long version,
      Claim claim,
      NewSecretMessage message,
      StoreView known,
      Deadline deadline) {
    Instant until = known.now().plus(RotationPolicy.STORING);
    StoreView view = known;
    long over = version;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      RecordDraft noted =
          view.next(
              view.facts(), view.truth().notes().claimed(claim.puttingBack(text, over, until)));
      if (!log.write(noted, deadline)) {
        return StoreNewSecret.lost();
      }
      view = view.after(noted);
      long written = vault.write(text, deadline);
      Optional<RetryLater> overwritten = run(text, written, message, view, deadline);
      if (overwritten.isPresent()) {
        return overwritten.get();
      }
      if (vault.at(written, deadline).equals(Optional.of(text))) {
        return new RetryLater("somebody stored a secret that works by hand at the same time");
      }
      over = written;
    }
    return new RetryLater("what somebody stored by hand at the same time could not be put back");
  }
}
