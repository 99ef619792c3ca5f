package io.lwarotation.handler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Who calls, as SP-API asks to be told: {@code AppName/Version (Language=…; Platform=…)}. */
final class UserAgent {
  private UserAgent() {}

  static String text() {
    return "LwaRotation/" + version() + " (Language=Java/25; Platform=AWS-Lambda)";
  }

  private static String version() {
    try (InputStream stream = UserAgent.class.getResourceAsStream("version")) {
      return stream == null
          ? "unknown"
          : new String(stream.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
