package io.lwarotation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScreenTest {
  @Test
  void breaksAtSpacesAndKeepsTheIndentation() {
    assertEquals(List.of("one two", "three"), Wrapping.lines("one two three", 8));
    assertEquals(List.of("  one", "  two"), Wrapping.lines("  one two", 6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sns:us-east-1:123456789012:lwa-my-erp-TopicEXAMPLE",
        "https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html",
        "./lwa put --app my-erp --client-secret --expires 2026-12-07",
        "npx cdk deploy -c rotation=automatic",
        "aws ssm unlabel-parameter-version --name /my-erp/lwa/clientsecret --parameter-version 1",
        "eval \"$(aws configure export-credentials --profile mine --format env)\""
      })
  void neverBreaksWhatIsCopied(String copied) {
    for (int width = 1; width < 120; width++) {
      List<String> lines =
          Wrapping.lines("To mend it, run " + copied + "; then look again.", width);
      assertTrue(lines.stream().anyMatch(line -> line.contains(copied)), lines::toString);
    }
  }

  @Test
  void keepsAnEmptyLineAndLosesNothing() {
    assertEquals(List.of(""), Wrapping.lines("", 10));
    String text = "a bb ccc dddd eeeee ffffff ggggggg";
    for (int width = 7; width < 40; width++) {
      int limit = width;
      List<String> lines = Wrapping.lines(text, width);
      assertTrue(lines.stream().allMatch(line -> line.length() <= limit), lines::toString);
      assertEquals(text, String.join(" ", lines));
    }
  }

  @Test
  void isAsWideAsTheTerminalAndWithoutOneBreaksNothing() {
    String text = "word ".repeat(100).strip();
    StringWriter narrow = new StringWriter();
    new Screen(new PrintWriter(narrow, true), false, 50).bad(text);
    StringWriter pipe = new StringWriter();
    new Screen(new PrintWriter(pipe, true), false, Screen.UNBOUNDED).bad(text);

    assertTrue(narrow.toString().lines().allMatch(line -> line.length() <= 50), narrow::toString);
    assertEquals(12, narrow.toString().lines().count(), narrow::toString);
    assertEquals("  ✗ " + text + System.lineSeparator(), pipe.toString());
  }

  @Test
  void writesColoursOnlyWhereTheyAreWanted() {
    assertFalse(shown(false).contains("\u001b"));
    assertTrue(shown(true).contains("\u001b[32m"));
  }

  private static String shown(boolean colours) {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      Screen screen = new Screen(out, colours, Screen.UNBOUNDED);
      screen.heading("heading");
      screen.good("good");
      screen.bad("bad");
      screen.frame("title", List.of("line"));
    }
    return text.toString();
  }
}
