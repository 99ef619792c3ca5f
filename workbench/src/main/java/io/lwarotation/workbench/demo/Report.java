package io.lwarotation.workbench.demo;

/** Where the demo's steps go, one by one as they are done. */
interface Report {
  void begin();

  void step(Step step);

  /**
   * The last call.
   *
   * @param seconds what the whole took
   */
  void end(boolean allHeld, double seconds);
}
