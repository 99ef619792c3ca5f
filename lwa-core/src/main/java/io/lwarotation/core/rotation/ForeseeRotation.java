package io.lwarotation.core.rotation;

import io.lwarotation.core.Deadline;

/** What {@link RotateSecret} would decide now. Only reads. */
public record ForeseeRotation(RotationPolicy policy, SecretVault vault, RotationRecords records) {
  /** The decision, and what it was made from. */
  public record Forecast(VaultState state, RecordEntry truth, RotationDecision decision) {}

  /**
   * Decides, and does nothing about it.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer
   * @throws io.lwarotation.core.NotConfiguredException if there is no client id
   */
  public Forecast run(Deadline deadline) {
    RecordLog log = new RecordLog(records);
    StoreView known =
        StoreView.of(vault.read(deadline), log, deadline).knowingTheText(vault, log, deadline);
    RotationDecision decision =
        policy.decide(
            known.now(),
            known.truth(),
            known.state().secretVersion(),
            RotateSecret.madeBefore(vault, known, deadline));
    return new Forecast(known.state(), known.truth(), decision);
  }
}
