package io.lwarotation.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A stage for one class alone, where what other classes leave behind would count: mails, metrics,
 * alarms. Whoever gets the mails has confirmed.
 */
final class OwnStage extends SharedStage {
  @Override
  public void beforeAll(ExtensionContext context) {
    Stage stage = Stage.deploy();
    stage.cloud().aws().confirm(Stage.MAIL);
    lend(context, stage);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    of(context).close();
  }
}
