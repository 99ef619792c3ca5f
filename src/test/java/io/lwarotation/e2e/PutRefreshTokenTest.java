package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Region;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./lwa put} says of refresh tokens whose calls SP-API refuses. */
@ExtendWith(SharedStage.class)
final class PutRefreshTokenTest {
  private static final String PROBE = "/sellers/v1/marketplaceParticipations";

  private final Stage stage;

  PutRefreshTokenTest(Stage stage) {
    this.stage = stage;
  }

  private Command put(String input, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("put", "--from", "-"));
    arguments.addAll(List.of(options));
    Command command = Command.run(stage.cloud().endpoints(), input, arguments);
    assertFalse(command.output().contains(input), command.output());
    return command;
  }

  @Test
  void aTokenOfAnotherRegionIsRefusedAndItsRegionNamed() throws Exception {
    String token = stage.application().reauthorize();
    stage.application().sellIn(Region.FE);
    long before = stage.newest(Stage.REFRESH_TOKEN).version();

    put(token, "--refresh-token").ends(1, "belongs to the SP-API region fe (Far East)");
    assertEquals(before, stage.newest(Stage.REFRESH_TOKEN).version());
  }

  @Test
  void aNewTokenThatIsRefusedWithoutAReasonIsNotStored() throws Exception {
    String token = stage.application().reauthorize();
    stage.application().removeRole(PROBE);
    long before = stage.newest(Stage.REFRESH_TOKEN).version();

    put(token, "--refresh-token")
        .ends(1, "lacks the role", "has not authorized it again", "set probe", "--force");
    assertEquals(before, stage.newest(Stage.REFRESH_TOKEN).version());
  }

  @Test
  void aNewSecretIsStoredThoughTheAuthorizationIsDead() throws Exception {
    stage.application().revokeAuthorization();
    String secret = stage.application().rotateInConsole();

    Command command = put(secret, "--client-secret").ends(0);
    assertEquals(secret, stage.newest(Stage.SECRET).value());
    assertTrue(command.spoken().contains("Reauthorize: "), command.output());
    assertTrue(command.output().contains("./lwa put --app my-erp --refresh-token"));
  }
}
