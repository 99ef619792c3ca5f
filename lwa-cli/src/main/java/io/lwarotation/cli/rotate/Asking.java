package io.lwarotation.cli.rotate;

/** A way to run {@code RotateSecret}. */
interface Asking {
  /** Runs it once. */
  Asked ask();
}
