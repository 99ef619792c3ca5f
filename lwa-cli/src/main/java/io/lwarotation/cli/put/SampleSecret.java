package io.lwarotation.cli.put;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A secret of Secrets Manager as Amazon's sample applications lay it out: a JSON object with {@code
 * AppClientId} and {@code AppClientSecret}. The names that SDKs of others use are understood too.
 *
 * @see <a
 *     href="https://github.com/amzn/selling-partner-api-samples/blob/main/use-cases/lwa-rotation/app/app-template.yaml">Amazon's
 *     sample</a>
 */
final class SampleSecret {
  /** Without signs and in small letters. */
  private static final Map<Credential, List<String>> NAMES =
      Map.of(
          Credential.CLIENT_ID,
          List.of("appclientid", "clientid", "lwaclientid", "lwaappid"),
          Credential.CLIENT_SECRET,
          List.of("appclientsecret", "clientsecret", "lwaclientsecret"),
          Credential.REFRESH_TOKEN,
          List.of("refreshtoken", "spapirefreshtoken", "lwarefreshtoken"));

  private SampleSecret() {}

  /**
   * The credentials in it.
   *
   * @throws IllegalArgumentException if there is none, or one twice; nothing of it is repeated
   */
  static Map<Credential, Secret> read(String text) {
    JsonNode tree;
    try {
      tree = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException _) {
      throw unknown();
    }
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    tree.properties()
        .forEach(
            member ->
                named(member.getKey())
                    .ifPresent(
                        credential -> {
                          Secret value = fit(credential, member.getValue());
                          Secret before = found.putIfAbsent(credential, value);
                          if (before != null && !before.equals(value)) {
                            throw new IllegalArgumentException(
                                "the secret holds two different values for the "
                                    + credential.spoken()
                                    + "; nothing was stored");
                          }
                        }));
    if (found.isEmpty()) {
      throw unknown();
    }
    return found;
  }

  private static Optional<Credential> named(String member) {
    String plain = member.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().contains(plain))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Secret fit(Credential credential, JsonNode value) {
    try {
      return credential.read(value.asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the " + credential.spoken() + " in the secret " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "the secret is no JSON object with AppClientId and AppClientSecret, as Amazon's samples have it;"
            + " nothing was stored");
  }
}
