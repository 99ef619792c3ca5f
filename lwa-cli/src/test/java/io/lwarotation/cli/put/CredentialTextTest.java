package io.lwarotation.cli.put;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.cli.TypedText;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialTextTest {
  private static final Set<Credential> ALL = EnumSet.allOf(Credential.class);
  private static final Set<Credential> SECRET = EnumSet.of(Credential.CLIENT_SECRET);

  @TempDir private Path folder = Path.of("set by JUnit");

  private Map<Credential, Secret> read(String text, Set<Credential> wanted) throws IOException {
    return CredentialText.read(
        TypedText.read(Files.writeString(folder.resolve("credentials"), text)), wanted);
  }

  private static Map<Credential, Secret> all(String clientSecret) {
    return Map.of(
        Credential.CLIENT_ID,
        Secret.of("idEXAMPLE"),
        Credential.CLIENT_SECRET,
        Secret.of(clientSecret),
        Credential.REFRESH_TOKEN,
        Secret.of("Atzr|EXAMPLE"));
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
        all("a=b=EXAMPLE"),
        read(
            "\n  Refresh-Token=Atzr|EXAMPLE \r\nclient-secret=a=b=EXAMPLE\n\nclient-id=\tidEXAMPLE",
            ALL));
  }

  /** One set in each form; the marks that editors and shells add are in all of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFclient-id=idEXAMPLE\r\nclient-secret=EXAMPLE\r\nrefresh-token=Atzr|EXAMPLE\r\n",
        "# of the shop\nclient-id = idEXAMPLE\nclient-secret\t=\tEXAMPLE  # new\n refresh-token = Atzr|EXAMPLE",
        "LWA_CLIENT_ID=\"idEXAMPLE\"\nLWA_CLIENT_SECRET='EXAMPLE'\nLWA_REFRESH_TOKEN=Atzr|EXAMPLE\nAWS_REGION=x",
        "export CLIENT_ID=idEXAMPLE\nexport CLIENT_SECRET=EXAMPLE\nexport REFRESH_TOKEN=\"Atzr|EXAMPLE\"",
        "LWA_APP_ID=idEXAMPLE\nLWA_CLIENT_SECRET=EXAMPLE\nSP_API_REFRESH_TOKEN=Atzr|EXAMPLE",
        "SELLING_PARTNER_APP_CLIENT_ID=idEXAMPLE\nSELLING_PARTNER_APP_CLIENT_SECRET=EXAMPLE\nREFRESH_TOKEN=Atzr|EXAMPLE",
        "$env:LWA_CLIENT_ID = \"idEXAMPLE\"\r\nset LWA_CLIENT_SECRET=EXAMPLE\r\nSET LWA_REFRESH_TOKEN=Atzr|EXAMPLE\r\n",
        "client_id: idEXAMPLE\nclient_secret: EXAMPLE\nrefresh_token: Atzr|EXAMPLE",
        "{\"client-id\": \"idEXAMPLE\", \"client-secret\": \"EXAMPLE\", \"refresh-token\": \"Atzr|EXAMPLE\"}",
        "\uFEFF\r\n{\"client_id\":\"idEXAMPLE\",\"client_secret\":\"EXAMPLE\",\"refresh_token\":\"Atzr|EXAMPLE\",\"x\":1}"
      })
  void readsWhatEditorsShellsAndProgramsWrite(String text) throws IOException {
    assertEquals(all("EXAMPLE"), read(text, ALL));
  }

  @Test
  void passesOverOtherVariablesOnlyWhereNothingIsMissing() {
    assertTrue(
        refused("CLIENT_ID=x\nCLIENT_SECRT=MARKER\nREFRESH_TOKEN=y", ALL).startsWith("line 2 "));
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
        "LWA_CLIENT_SECRET=\"MARKER",
        "LWA_CLIENT_SECRET=\"Atzr|MARKER\"",
        "{\"client_secret\":\"MARKER x\"}",
        "{\"client_secret\":\"Atza|MARKER\"}",
        "{\"client_secret\":null,\"refresh_token\":\"MARKER\"}",
        "{\"client_secret\":12345678,\"refresh_token\":\"MARKER\"}",
        "{\"client_secret\":{\"MARKER\":\"MARKER\"}}",
        "{\"client_secret\":\"MARKER\",\"client_secret\":\"MARKER2\"}",
        "{\"client_secret\":\"MARKER\",\"CLIENT_SECRET\":\"MARKER2\"}",
        "{\"client_secret\":\"MARKER\"",
        "{\"client_secret\":\"MARKER\"}\n{}",
        "[{\"client_secret\":\"MARKER\"}]",
        "{\"credentials\":{\"client_secret\":\"MARKER\"}}",
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
    assertThrows(IllegalArgumentException.class, () -> TypedText.read(missing));
    assertThrows(IllegalArgumentException.class, () -> CredentialInput.ask(ALL));
    String folderTold =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> TypedText.read(folder))
                .getMessage());
    assertTrue(folderTold.endsWith(" is a folder: name a file in it"), folderTold);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16, UTF-16", "UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "windows-1252, UTF-8"})
  void namesTheEncodingThatItDoesNotRead(String charset, String named) throws IOException {
    byte[] bytes = "client-secret=MARKER\u00e4\n".getBytes(Charset.forName(charset));
    Path file = Files.write(folder.resolve("credentials"), bytes);

    String told =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> TypedText.read(file)).getMessage());

    assertTrue(told.contains(named) && told.contains("save it as UTF-8"), told);
    assertFalse(told.contains("MARKER"), told);
  }
}
