package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.FakeAmazon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vendor, or an application without the Sellers role: its stack names the call that it may make.
 */
@ExtendWith(SharedStage.class)
final class ProbeCommandTest {
  private static final String SELLERS = "/sellers/v1/marketplaceParticipations";
  private static final String PROBE = "/orders/v0/orders/902-3159896-1390916";

  private final Stage stage;

  ProbeCommandTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void putAndCheckMakeTheCallThatTheStackNames(@TempDir Path folder) throws Exception {
    ObjectNode template = (ObjectNode) Answers.json(Files.readString(Project.template()));
    template.withObjectProperty("Outputs").putObject("Probe").put("Value", PROBE);
    stage.stack().update(Files.writeString(folder.resolve("template.json"), template.toString()));
    stage.application().removeRole(SELLERS);
    stage.clearJournals();

    try {
      Command.run(stage.cloud().endpoints(), "", List.of("check")).ends(0, PROBE);
      Command.run(
              stage.cloud().endpoints(),
              stage.application().reauthorize(),
              List.of("put", "--refresh-token", "--from", "-"))
          .ends(0);
    } finally {
      stage.stack().update(Project.template());
    }
    assertEquals(stage.application().refreshToken(), stage.newest(Stage.REFRESH_TOKEN).value());
    assertEquals(2, stage.cloud().amazon().journal().count(FakeAmazon.SP_API, PROBE));
    assertEquals(0, stage.cloud().amazon().journal().count(FakeAmazon.SP_API, SELLERS));
  }
}
