package io.lwarotation.local;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Prints why a test is skipped, which Maven only counts. JUnit finds it wherever these stand-ins
 * are on the class path of tests.
 */
public final class SkippedTests implements TestWatcher, LifecycleMethodExecutionExceptionHandler {
  @Override
  public void testDisabled(ExtensionContext test, Optional<String> reason) {
    print(test, reason.orElse("it is disabled"));
  }

  @Override
  public void testAborted(ExtensionContext test, Throwable cause) {
    print(test, String.valueOf(cause.getMessage()));
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext tests, Throwable thrown)
      throws Throwable {
    if (thrown instanceof TestAbortedException) {
      print(tests, String.valueOf(thrown.getMessage()));
    }
    throw thrown;
  }

  private static void print(ExtensionContext test, String reason) {
    String method = test.getTestMethod().map(found -> "." + found.getName()).orElse("");
    System.out.println(
        "skipped: "
            + test.getRequiredTestClass().getSimpleName()
            + method
            + ": "
            + reason.replaceFirst("^(Assumption failed: )?(skipped: )?", ""));
  }
}
