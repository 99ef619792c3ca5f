package io.lwarotation.cli.put;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialInputTest {
  private static final Set<Credential> ALL = EnumSet.allOf(Credential.class);
  private static final Set<Credential> SECRET = EnumSet.of(Credential.CLIENT_SECRET);

  @TempDir private Path folder = Path.of("set by JUnit");

  private Map<Credential, Secret> read(String text, Set<Credential> wanted) throws IOException {
    return CredentialInput.read(Files.writeString(folder.resolve("credentials"), text), wanted);
  }

  private String refused(String text, Set<Credential> wanted) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> read(text, wanted)).getMessage());
    assertFalse(message.contains("MARKER"), message);
    return message;
  }

  @Test
  void readsNamedLinesInAnyOrderAndTrimsThem() throws IOException {
    assertEquals(
        Map.of(
            Credential.CLIENT_ID,
            Secret.of("idEXAMPLE"),
            Credential.CLIENT_SECRET,
            Secret.of("a=b=EXAMPLE"),
            Credential.REFRESH_TOKEN,
            Secret.of("Atzr|EXAMPLE")),
        read(
            "\n  Refresh-Token=Atzr|EXAMPLE \r\nclient-secret=a=b=EXAMPLE\n\nclient-id=\tidEXAMPLE",
            ALL));
  }

  @Test
  void readsTheBareValueWhereOneIsWanted() throws IOException {
    assertEquals(
        Map.of(Credential.CLIENT_SECRET, Secret.of("EXAMPLE")), read("\n EXAMPLE \n", SECRET));
  }

  @Test
  void namesTheLineThatItDoesNotUnderstandWithoutItsContent() {
    assertTrue(refused("client-id=EXAMPLE\nMARKER", ALL).startsWith("line 2 "));
    assertTrue(refused("MARKER\nMARKER", SECRET).startsWith("line 1 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client-secret=",
        "client-secret=MARKER x",
        "client-secret=MARKER\u0007",
        "client-secret=\"MARKER\"",
        "client-secret=Atzr|MARKER",
        "client-id=amzn1.sp.solution.MARKER",
        "refresh-token=Atza|MARKER",
        "refresh-token=Atzr%7CMARKER"
      })
  void refusesWhatIsUnfitToBeSent(String line) {
    assertTrue(refused(line, ALL).contains("nothing was stored"));
  }

  @Test
  void refusesOneThatIsGivenTwiceAndInputThatIsNoCredential() {
    assertTrue(refused("client-id=MARKER\nclient-id=MARKER", ALL).contains("twice"));
    assertTrue(refused("MARKER".repeat(20_000), SECRET).contains("longer than 64 KB"));
  }

  @Test
  void saysThatThereIsNoFileAndNoTerminal() {
    Path missing = folder.resolve("missing");
    assertThrows(IllegalArgumentException.class, () -> CredentialInput.read(missing, ALL));
    assertThrows(IllegalArgumentException.class, () -> CredentialInput.ask(ALL, Optional.empty()));
  }
}
