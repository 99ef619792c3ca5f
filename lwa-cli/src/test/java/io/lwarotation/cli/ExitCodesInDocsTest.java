package io.lwarotation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/command.md has the table of the code; {@code -Dlwa.docs.write=true} writes it. */
final class ExitCodesInDocsTest {
  private static final Path PAGE = Path.of("../docs/command.md");
  private static final String BEGIN = "<!-- exit codes: written by ExitCodesInDocsTest -->\n";
  private static final String END = "<!-- end of exit codes -->\n";

  @Test
  void thePageHasTheTableOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "docs/command.md has the marks");
    if (Boolean.getBoolean("lwa.docs.write")) {
      page = page.substring(0, begin) + Catalog.markdown() + page.substring(end);
      Files.writeString(PAGE, page);
      end = page.indexOf(END);
    }

    assertEquals(Catalog.markdown(), page.substring(begin, end), "docs/command.md is old");
  }
}
