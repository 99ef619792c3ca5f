package io.lwarotation.core.rotation.simulation;

/** The function's process ends here: an Error, so that nothing under test can catch it. */
final class Died extends Error {
  private static final long serialVersionUID = 1L;

  Died() {
    super("the process died", null, false, false);
  }
}
