package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class UserAgentTest {
  @Test
  void namesProgramVersionAndLanguageAsSpApiAsks() {
    String text = UserAgent.text();

    assertTrue(
        text.matches(
            "LwaRotation/[0-9]+\\.[0-9]+\\.[0-9]+(?:-\\w+(?:\\.\\d+)*)? \\(Language=Java/25; .*\\)"),
        text);
    assertTrue(text.length() <= 500, text);
  }
}
