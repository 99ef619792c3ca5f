package io.lwarotation.local.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The command that starts a function's process: a runtime that takes events from the Runtime API.
 * Lambda's variables are set for it, among them {@code AWS_LAMBDA_RUNTIME_API}.
 */
@FunctionalInterface
public interface Launch {
  /**
   * The program and its arguments.
   *
   * @param code the unpacked code, the process's working directory
   * @param temporary a folder of its own for what it writes
   */
  List<String> command(FunctionConfiguration function, Path code, Path temporary)
      throws IOException;
}
