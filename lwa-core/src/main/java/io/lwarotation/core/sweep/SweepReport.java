package io.lwarotation.core.sweep;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;

/** Hears of what a sweep meets, while it goes on; called by many threads. */
public interface SweepReport {
  /** One authorization does not work, or that could not be seen. */
  void failed(Authorization authorization, DiagnosedException failure);

  /** A parameter below the path is not an authorization; it is left alone. */
  void skipped(String parameter);

  /** Login with Amazon answered 429: so many are tried at once from now on. */
  void slowed(int atOnce);
}
