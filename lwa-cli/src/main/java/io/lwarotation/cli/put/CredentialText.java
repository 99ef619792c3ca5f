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
  /** {@code NAME=…}, as shells, PowerShell and Windows' batch files set it; YAML has a colon. */
  private static final Pattern LINE =
      Pattern.compile(
          "(export\\s+|set\\s+|\\$env:)?([A-Za-z][A-Za-z0-9_-]*)\\s*[=:]\\s*(.*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  private static final Pattern JSON =
      Pattern.compile("\\s*(\\{|\\[\\s*[\\[{\"]).*", Pattern.DOTALL);
  private static final int MAX_BYTES = 64 * 1024;

  private CredentialText() {}

  /**
   * A line that may set something.
   *
   * @param variable whether a program could have it as a variable
   * @param value quotation marks are the form of a variable; elsewhere they came along by mistake
   */
  private record Line(Optional<Credential> credential, boolean variable, String value) {
    static Line of(String text) {
      Matcher matcher = LINE.matcher(text);
      if (!matcher.matches()) {
        return new Line(Optional.empty(), false, "");
      }
      boolean variable = matcher.group(1) != null || VARIABLE.matcher(matcher.group(2)).matches();
      String value = matcher.group(3);
      return new Line(
          named(matcher.group(2)),
          variable,
          variable ? QUOTED.matcher(value).replaceFirst("$2") : value);
    }
  }

  /** Reads JSON or lines; or, where exactly one credential is wanted, its bare value. */
  static Map<Credential, Secret> read(String text, Set<Credential> wanted) {
    if (JSON.matcher(text).matches()) {
      return json(text, "the input");
    }
    List<String> lines =
        text.lines().map(line -> line.strip().replaceFirst("(^|\\s+)#.*$", "")).toList();
    List<String> written = lines.stream().filter(line -> !line.isEmpty()).toList();
    if (wanted.size() == 1
        && written.size() == 1
        && Line.of(written.getFirst()).credential().isEmpty()) {
      Credential only = wanted.iterator().next();
      return Map.of(only, fit(only, written.getFirst(), ""));
    }
    return lines(lines, wanted);
  }

  private static Map<Credential, Secret> lines(List<String> lines, Set<Credential> wanted) {
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = Line.of(lines.get(i));
      if (line.credential().isPresent()) {
        Credential credential = line.credential().get();
        if (found.put(credential, fit(credential, line.value(), "")) != null) {
          throw new IllegalArgumentException("the " + credential.spoken() + " is given twice");
        }
      } else if (line.variable()) {
        others.add(i);
      } else if (!lines.get(i).isEmpty()) {
        throw unknown(i);
      }
    }
    // A program has other variables too, but a misspelt one must not be passed over.
    if (!others.isEmpty() && !found.keySet().containsAll(wanted)) {
      throw unknown(others.getFirst());
    }
    return found;
  }

  private static IllegalArgumentException unknown(int line) {
    return new IllegalArgumentException(
        "line " + (line + 1) + " does not start with client-id=, client-secret= or refresh-token=");
  }

  /** The credentials in a JSON object. */
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
              named(name).ifPresent(credential -> add(credential, value, source, found)));
    }
    if (found.isEmpty()) {
      throw refused(
          source
              + " is not a JSON object with client_id, client_secret or refresh_token in it, or AppClientId and the like,"
              + " as Amazon's samples have it");
    }
    return found;
  }

  private static void add(
      Credential credential, Json value, String source, Map<Credential, Secret> found) {
    String spoken = credential.spoken();
    String written =
        value
            .asText()
            .orElseThrow(() -> refused("the " + spoken + " in " + source + " is no text"));
    Secret fit = fit(credential, written, " in " + source);
    Secret before = found.putIfAbsent(credential, fit);
    if (before != null && !before.equals(fit)) {
      throw refused(source + " holds two different values for the " + spoken);
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(why + "; nothing was stored");
  }

  /** The credential, if the text may be one. */
  static Secret fit(Credential credential, String text, String where) {
    try {
      return credential.read(text.replace("\uFEFF", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the " + credential.spoken() + where + " " + e.getMessage() + "; nothing was stored", e);
    }
  }

  /** As SDKs and samples name them, with what they put before them. */
  private static Optional<Credential> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return switch (plain.replaceFirst("^(app|lwa|spapi|sellingpartnerapp)(?=client|refresh)", "")) {
      case "clientid", "lwaappid" -> Optional.of(Credential.CLIENT_ID);
      case "clientsecret" -> Optional.of(Credential.CLIENT_SECRET);
      case "refreshtoken" -> Optional.of(Credential.REFRESH_TOKEN);
      default -> Optional.empty();
    };
  }
}
