package io.lwarotation.cli.put;

import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes credentials from a person without echo, or from a file or standard input; never from the
 * command line.
 */
final class CredentialInput {
  private static final int MAX_CHARACTERS = 64 * 1024;
  private static final Path STANDARD_INPUT = Path.of("-");

  private CredentialInput() {}

  /**
   * Asks at the terminal, one line each, without echo.
   *
   * @throws IllegalArgumentException if there is no terminal, or an answer is unfit to be sent
   */
  static Map<Credential, Secret> ask(Set<Credential> wanted, Optional<Console> terminal) {
    Console console =
        terminal.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no terminal to ask at; name a file with --from, or --from - for standard input"));
    Map<Credential, Secret> answers = new EnumMap<>(Credential.class);
    for (Credential credential : wanted) {
      char[] typed = console.readPassword("%s: ", capitalized(prompt(credential)));
      if (typed == null) {
        throw new IllegalArgumentException(
            "the input ended before everything was asked; nothing was stored");
      }
      answers.put(credential, fit(credential, new String(typed)));
    }
    return answers;
  }

  /**
   * Reads lines {@code client-id=…}, {@code client-secret=…}, {@code refresh-token=…}; or, where
   * exactly one credential is wanted, its bare value.
   *
   * @throws IllegalArgumentException naming the line that cannot be understood, without its content
   */
  static Map<Credential, Secret> read(Path source, Set<Credential> wanted) throws IOException {
    List<String> lines = linesOf(source).stream().filter(line -> !line.isBlank()).toList();
    if (wanted.size() == 1 && lines.size() == 1 && nameOf(lines.getFirst()) == null) {
      Credential only = wanted.iterator().next();
      return Map.of(only, fit(only, lines.getFirst()));
    }
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Credential credential = nameOf(line);
      if (credential == null) {
        throw new IllegalArgumentException(
            "line "
                + (i + 1)
                + " does not start with client-id=, client-secret= or refresh-token=");
      }
      if (found.put(credential, fit(credential, line.substring(line.indexOf('=') + 1))) != null) {
        throw new IllegalArgumentException("the " + credential.spoken() + " is given twice");
      }
    }
    return found;
  }

  private static List<String> linesOf(Path source) throws IOException {
    List<String> lines = new ArrayList<>();
    int characters = 0;
    try (BufferedReader reader =
        source.equals(STANDARD_INPUT)
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(source)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        characters += line.length() + 1;
        if (characters > MAX_CHARACTERS) {
          throw new IllegalArgumentException(
              "the input is longer than 64 KB: that is no credential");
        }
        lines.add(line);
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + source, e);
    }
    return lines;
  }

  private static @Nullable Credential nameOf(String line) {
    for (Credential credential : Credential.values()) {
      if (line.stripLeading().toLowerCase(Locale.ROOT).startsWith(credential.key() + "=")) {
        return credential;
      }
    }
    return null;
  }

  private static Secret fit(Credential credential, String text) {
    try {
      return credential.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the " + credential.spoken() + " " + e.getMessage() + "; nothing was stored", e);
    }
  }

  private static String prompt(Credential credential) {
    return switch (credential) {
      case CLIENT_ID -> "client id (amzn1.application-oa2-client.…)";
      case CLIENT_SECRET -> "client secret (amzn1.oa2-cs.v1.…)";
      case REFRESH_TOKEN -> "refresh token (Atzr|…)";
    };
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
