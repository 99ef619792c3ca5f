package io.lwarotation.cli.put;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
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
  /** How SDKs and samples name them: without signs and in small letters. */
  private static final Map<Credential, List<String>> NAMES =
      Map.of(
          Credential.CLIENT_ID,
          List.of("clientid", "appclientid", "lwaclientid", "lwaappid"),
          Credential.CLIENT_SECRET,
          List.of("clientsecret", "appclientsecret", "lwaclientsecret"),
          Credential.REFRESH_TOKEN,
          List.of("refreshtoken", "spapirefreshtoken", "lwarefreshtoken"));

  private static final Pattern LINE =
      Pattern.compile("(export\\s+)?([A-Za-z][A-Za-z0-9_-]*)\\s*=\\s*(.*)");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");
  private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

  private CredentialText() {}

  /**
   * Reads JSON or lines; or, where exactly one credential is wanted, its bare value.
   *
   * @throws IllegalArgumentException naming what cannot be understood
   */
  static Map<Credential, Secret> read(String text, Set<Credential> wanted) {
    if (text.stripLeading().startsWith("{")) {
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
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException _) {
      throw noObject(source);
    }
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    tree.properties()
        .forEach(
            member ->
                named(member.getKey())
                    .ifPresent(
                        credential -> {
                          Secret value =
                              fit(credential, member.getValue().asText(), " in " + source);
                          Secret before = found.putIfAbsent(credential, value);
                          if (before != null && !before.equals(value)) {
                            throw new IllegalArgumentException(
                                source
                                    + " holds two different values for the "
                                    + credential.spoken()
                                    + "; nothing was stored");
                          }
                        }));
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

  private static IllegalArgumentException noObject(String source) {
    return new IllegalArgumentException(
        source
            + " is not a JSON object with AppClientId and AppClientSecret, as Amazon's samples have it; nothing was"
            + " stored");
  }
}
