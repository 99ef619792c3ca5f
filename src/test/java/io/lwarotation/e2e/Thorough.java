package io.lwarotation.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes too long for every build: runs with {@code -Dlwa.thorough=true}, as in {@code .ci/run}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Thorough.Asked.class)
@interface Thorough {
  /** Whether somebody wants it. */
  final class Asked implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Boolean.getBoolean("lwa.thorough")) {
        return ConditionEvaluationResult.enabled("-Dlwa.thorough=true");
      }
      String reason =
          "takes too long for every build; -Dlwa.thorough=true runs it, as .ci/run does";
      if (context.getTestMethod().isEmpty()) { // JUnit tells a watcher of methods only
        System.out.println(
            "skipped: " + context.getRequiredTestClass().getSimpleName() + ": " + reason);
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
