package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.annotation.Testable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs a test that an engine is known to fail, and expects it to fail: one that passes belongs on
 * the list no more, and one that fails without being listed fails the build.
 *
 * @param list the tests' names, each with the reason
 */
record KnownDifferences(Supplier<Map<String, String>> list) implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    requireTests(test.getTargetClass());
    String reason = list.get().get(test.getExecutable().getName());
    if (reason == null) {
      invocation.proceed();
      return;
    }
    try {
      invocation.proceed();
    } catch (Exception | AssertionError difference) {
      throw new TestAbortedException("known difference: " + reason, difference);
    }
    throw new AssertionFailedError("No difference any more, take it off the list: " + reason);
  }

  private void requireTests(Class<?> contract) {
    Set<String> strangers = new TreeSet<>(list.get().keySet());
    strangers.removeAll(
        Stream.<Class<?>>iterate(contract, type -> type != null, Class::getSuperclass)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> isAnnotated(method, Testable.class))
            .map(Method::getName)
            .collect(Collectors.toSet()));
    assertEquals(Set.of(), strangers, "Differences are listed by the names of the tests.");
  }
}
