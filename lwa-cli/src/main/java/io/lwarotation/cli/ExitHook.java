package io.lwarotation.cli;

/** What is done if the process is told to end before this is closed. */
public record ExitHook(Thread thread) implements AutoCloseable {
  /** From now on. */
  public static ExitHook of(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    Runtime.getRuntime().addShutdownHook(thread);
    return new ExitHook(thread);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException _) {
      // The process is ending already: it is being done.
    }
  }
}
