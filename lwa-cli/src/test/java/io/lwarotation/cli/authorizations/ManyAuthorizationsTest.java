package io.lwarotation.cli.authorizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManyAuthorizationsTest {
  private static final String MARKER = "MARKEREXAMPLE";

  @TempDir Path folder;

  private List<ManyAuthorizations.Entry> read(String text) throws IOException {
    Path file = folder.resolve("authorizations");
    Files.writeString(file, text);
    return ManyAuthorizations.read(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "name,region,token,authorized|acme,EU,TOKEN,2026-01-31",
        "token;authorized;region;name|TOKEN;2026-01-31;eu;acme",
        "company,name,region,token,authorized|'Acme, ''Inc''',acme,eu,'TOKEN', 2026-01-31 ",
        "company;name;region;token;authorized|Acme, Inc;acme;eu;TOKEN;2026-01-31",
        "\uFEFF'Name','Region','Token','Authorized'^|'acme','eu','TOKEN','2026-01-31'^|^|,,,^",
        "[{'Name':'acme','region':'eu','token':'TOKEN','authorized':'2026-01-31'}]"
      })
  void readsCsvAndJson(String form) throws IOException {
    String text =
        form.replace('|', '\n')
            .replace('^', '\r')
            .replace('\'', '"')
            .replace("TOKEN", "Atzr|" + MARKER);

    ManyAuthorizations.Entry entry = read(text).getFirst();

    assertEquals(Authorization.of("eu/acme"), entry.authorization());
    assertEquals(Secret.of("Atzr|" + MARKER), entry.token());
    assertEquals(Optional.of(LocalDate.parse("2026-01-31")), entry.authorized());
    assertFalse(entry.toString().contains(MARKER));
  }

  /** Whatever stands in the wrong place may be a token: neither message nor cause repeats it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "acme,TOKEN,eu~line 2 has no region",
        "TOKEN,eu,acme~line 2: The name of an authorization looks like a credential",
        "acme,eu,MARKEREXAMPLE here~line 2 has a token that holds a space",
        "acme,eu,Atza_MARKEREXAMPLE~line 2 has a token that looks like an access token",
        "acme,eu,TOKEN,TOKEN~line 2 has a day that is not written as",
        "acme,eu,'TOKEN~line 2 has a quotation mark that does not end",
        "acme,eu~line 2 has a token that is empty",
        "acme,eu,TOKEN|acme,eu,TOKEN~line 3 names eu/acme once more"
      })
  void saysWhereAndNotWhat(String lines, String expected) {
    String text =
        "name,region,token,authorized\n"
            + lines
                .replace('|', '\n')
                .replace('\'', '"')
                .replace("TOKEN", "Atzr|" + MARKER)
                .replace('_', '|');

    assertSaid(expected, text);
  }

  @Test
  void saysNothingOfATextThatIsNone() {
    assertSaid("the first line does not name the columns", "Atzr|" + MARKER);
    assertSaid("the input is not JSON", "[{\"token\": \"Atzr|" + MARKER + "\n\"}]");
    assertSaid("entry 1 has no region", "[\"Atzr|" + MARKER + "\"]");
    assertSaid("the input is not JSON", "[] [{\"token\": \"Atzr|" + MARKER + "\"}]");
  }

  private void assertSaid(String expected, String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read(text));
    StringWriter all = new StringWriter();
    refused.printStackTrace(new PrintWriter(all, true));

    assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused.getMessage());
    assertFalse(all.toString().contains(MARKER), all.toString());
  }
}
