package io.lwarotation.e2e;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A stage for each class that asks for one, handed from class to class: a deployment and a cold
 * start cost a second each, and classes that run side by side must not meet on a stage.
 */
class SharedStage
    implements BeforeAllCallback,
        AfterAllCallback,
        ParameterResolver,
        BeforeEachCallback,
        AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedStage.class);

  /** The stages that nobody uses at the moment; closed at the end of all tests. */
  private record Free(Queue<Stage> stages) implements AutoCloseable {
    @Override
    public void close() {
      stages.forEach(Stage::close);
    }
  }

  private static Queue<Stage> free(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Free.class, _ -> new Free(new ConcurrentLinkedQueue<>()), Free.class)
        .stages();
  }

  static void lend(ExtensionContext context, Stage stage) {
    context.getStore(NAMESPACE).put(Stage.class, new Lease(stage));
  }

  static Stage of(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Stage.class, Lease.class).stage();
  }

  /** A stage that a class uses; no {@link AutoCloseable}, which JUnit would close after it. */
  private record Lease(Stage stage) {}

  @Override
  public void beforeAll(ExtensionContext context) {
    Stage stage = free(context).poll();
    lend(context, stage == null ? Stage.deploy() : stage);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    free(context).add(of(context));
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
