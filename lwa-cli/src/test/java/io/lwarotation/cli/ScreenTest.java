package io.lwarotation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  @Test
  void breaksAtSpacesAndKeepsTheIndentation() {
    assertEquals(List.of("one two", "three"), Screen.wrap("one two three", 8));
    assertEquals(List.of("  one", "  two"), Screen.wrap("  one two", 6));
  }

  @Test
  void cutsAWordThatIsLongerThanTheWidth() {
    assertEquals(List.of("abcd", "efgh", "i jk"), Screen.wrap("abcdefghi jk", 4));
  }

  @Test
  void keepsAnEmptyLineAndLosesNothing() {
    assertEquals(List.of(""), Screen.wrap("", 10));
    String text = "a bb ccc dddd eeeee ffffff ggggggg";
    for (int width = 1; width < 40; width++) {
      int limit = width;
      List<String> lines = Screen.wrap(text, width);
      assertTrue(lines.stream().allMatch(line -> line.length() <= limit), lines::toString);
      assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
    }
  }

  @Test
  void writesColoursOnlyWhereTheyAreWanted() {
    assertFalse(shown(false).contains("\u001b"));
    assertTrue(shown(true).contains("\u001b[32m"));
  }

  private static String shown(boolean colours) {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      Screen screen = new Screen(out, colours);
      screen.heading("heading");
      screen.good("good");
      screen.bad("bad");
      screen.frame("title", List.of("line"));
    }
    return text.toString();
  }
}
