package io.lwarotation.e2e;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stage for all classes that ask for it: a deployment and a cold start cost a second each. */
final class SharedStage implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
  private static Stage of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedStage.class))
        .computeIfAbsent(Stage.class, _ -> Stage.deploy(), Stage.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    of(context).begin();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    of(context).assertNothingSecretWasTold();
  }
}
