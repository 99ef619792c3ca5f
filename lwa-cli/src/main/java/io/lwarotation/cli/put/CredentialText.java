package io.lwarotation.cli.put;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.NotJsonException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Credentials in a text, as people and other programs write them: lines {@code client-id=…}, the
 * file {@code .env} of a program, or a JSON object such as the secret of Amazon's sample
 * applications. What cannot be understood is named by its place, never repeated.
 *
 * @see <a
 *     href="https://github.com/amzn/selling-partner-api-samples/blob/main/use-cases/lwa-rotation/app/app-template.yaml">Amazon's
 *     sample</a>
 */
final class CredentialText {
  /** How SDKs and samples name them: without signs and in small letters. */
  private static final Map<Credential, List<String>> NAMES =
      Map.of(
          Credential.CLIENT_ID,
          names("clientid", "lwaappid"),
          Credential.CLIENT_SECRET,
          names("clientsecret"),
          Credential.REFRESH_TOKEN,
          names("refreshtoken"));

  /** {@code NAME=…}, as shells, PowerShell and Windows' batch files set it; YAML has a colon. */
  private static final Pattern LINE =
      Pattern.compile(
          "(export\\s+|set\\s+|\\$env:)?([A-Za-z][A-Za-z0-9_-]*)\\s*[=:]\\s*(.*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  private static final Pattern JSON =
      Pattern.compile("\\s*(\\{|\\[\\s*[\\[{\"]).*", Pattern.DOTALL);
  private static final int MAX_BYTES = 64 * 1024;

  private CredentialText() {}

  /** With what SDKs and samples put before them. */
  private static List<String> names(String... plain) {
    return Stream.of(plain)
        .flatMap(
            name ->
                Stream.of("", "app", "lwa", "spapi", "sellingpartnerapp")
                    .map(maker -> maker + name))
        .toList();
  }

  /**
   * Reads JSON or lines; or, where exactly one credential is wanted, its bare value.
   *
   * @throws IllegalArgumentException naming what cannot be understood
   */
  static Map<Credential, Secret> read(String text, Set<Credential> wanted) {
    if (JSON.matcher(text).matches()) {
      return json(text, "the input");
    }
    List<String> lines =
        text.lines().map(line -> COMMENT.matcher(line.strip()).replaceFirst("")).toList();
    List<String> written = lines.stream().filter(line -> !line.isEmpty()).toList();
    if (wanted.size() == 1 && written.size() == 1 && credentialIn(written.getFirst()).isEmpty()) {
      Credential only = wanted.iterator().next();
      return Map.of(only, fit(only, written.getFirst(), ""));
    }
    return lines(lines, wanted);
  }

  private static Map<Credential, Secret> lines(List<String> lines, Set<Credential> wanted) {
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Optional<Credential> credential = credentialIn(line);
      if (credential.isPresent()) {
        Secret value = fit(credential.get(), valueIn(line), "");
        if (found.put(credential.get(), value) != null) {
          throw new IllegalArgumentException(
              "the " + credential.get().spoken() + " is given twice");
        }
      } else if (isVariable(line)) {
        others.add(i);
      } else if (!line.isEmpty()) {
        throw unknown(i);
      }
    }
    // A program has other variables too, but a misspelt one must not be passed over.
    if (!others.isEmpty() && !found.keySet().containsAll(wanted)) {
      throw unknown(others.getFirst());
    }
    return found;
  }

  /**
   * The credentials in a JSON object.
   *
   * @param source who holds them, as a message names it
   * @throws IllegalArgumentException if there is none, or one twice
   */
  static Map<Credential, Secret> json(String text, String source) {
    Json tree;
    try {
      tree = JsonReader.read(text.getBytes(StandardCharsets.UTF_8), MAX_BYTES);
    } catch (NotJsonException e) {
      throw new IllegalArgumentException(source + " " + e.reason() + "; nothing was stored", e);
    }
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    if (tree instanceof Json.Fields(Map<String, Json> members)) {
      members.forEach(
          (name, value) ->
              named(name)
                  .ifPresent(
                      credential -> {
                        String written =
                            value.asText().orElseThrow(() -> noText(credential, source));
                        Secret fit = fit(credential, written, " in " + source);
                        Secret before = found.putIfAbsent(credential, fit);
                        if (before != null && !before.equals(fit)) {
                          throw new IllegalArgumentException(
                              source
                                  + " holds two different values for the "
                                  + credential.spoken()
                                  + "; nothing was stored");
                        }
                      }));
    }
    if (found.isEmpty()) {
      throw noObject(source);
    }
    return found;
  }

  /**
   * The credential, if the text may be one.
   *
   * @throws IllegalArgumentException if not
   */
  static Secret fit(Credential credential, String text, String where) {
    try {
      return credential.read(text.replace("\uFEFF", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the " + credential.spoken() + where + " " + e.getMessage() + "; nothing was stored", e);
    }
  }

  private static Optional<Credential> credentialIn(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? named(matcher.group(2)) : Optional.empty();
  }

  private static boolean isVariable(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        && (matcher.group(1) != null || VARIABLE.matcher(matcher.group(2)).matches());
  }

  /** Quotation marks are the form of a variable; elsewhere they came along by mistake. */
  private static String valueIn(String line) {
    Matcher matcher = LINE.matcher(line);
    String value = matcher.matches() ? matcher.group(3) : "";
    Matcher quoted = QUOTED.matcher(value);
    return isVariable(line) && quoted.matches() ? quoted.group(2) : value;
  }

  private static Optional<Credential> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().contains(plain))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static IllegalArgumentException unknown(int line) {
    return new IllegalArgumentException(
        "line " + (line + 1) + " does not start with client-id=, client-secret= or refresh-token=");
  }

  private static IllegalArgumentException noText(Credential credential, String source) {
    return new IllegalArgumentException(
        "the " + credential.spoken() + " in " + source + " is no text; nothing was stored");
  }

  private static IllegalArgumentException noObject(String source) {
    return new IllegalArgumentException(
        source
            + " is not a JSON object with client_id, client_secret or refresh_token in it, or AppClientId and the like,"
            + " as Amazon's samples have it; nothing was stored");
  }
}
