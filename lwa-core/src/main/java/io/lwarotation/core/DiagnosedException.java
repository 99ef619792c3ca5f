package io.lwarotation.core;

import org.jspecify.annotations.Nullable;

/** A call that failed, with its diagnosis: the message is {@code Label: what to do}. */
public final class DiagnosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;
  private final String remedy;

  /**
   * @param remedy what happened and what to do, without a secret
   */
  public DiagnosedException(Diagnosis diagnosis, String remedy, @Nullable Throwable cause) {
    super(diagnosis.label() + ": " + remedy, cause);
    this.diagnosis = diagnosis;
    this.remedy = remedy;
  }

  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /** The message without its label. */
  public String remedy() {
    return remedy;
  }
}
