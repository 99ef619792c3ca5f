package io.lwarotation.adapter;

import io.lwarotation.core.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer of SP-API other than 2xx means. Every 403 has the same code and message; only its
 * {@code details} tell an expired secret from a missing role.
 */
final class SpApiRefusal {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final String NOT_ENROLLED =
      "application is not enrolled for rotation notification";

  private static final Map<String, Refusal> DETAILS =
      Map.of(
          "the lwa secret token you provided has expired",
          Refusal.SECRET_EXPIRED,
          "the access token you provided has expired",
          Refusal.TOKEN_EXPIRED,
          "the access token you provided is revoked, malformed or invalid",
          Refusal.TOKEN_INVALID,
          "access token is missing in the request header",
          Refusal.TOKEN_MISSING,
          "the marketplaces you provided are not valid for region",
          Refusal.WRONG_REGION);

  /** Where several errors come at once, the first of these that is among them counts. */
  private static final List<Refusal> ORDER =
      List.of(
          Refusal.SECRET_EXPIRED,
          Refusal.TOKEN_EXPIRED,
          Refusal.TOKEN_INVALID,
          Refusal.TOKEN_MISSING,
          Refusal.WRONG_REGION,
          Refusal.ACCESS_DENIED);

  private SpApiRefusal() {}

  static Refusal of(int status, byte[] body) {
    return switch (status) {
      case 400 -> badRequest(body);
      case 401 -> Refusal.TOKEN_INVALID;
      case 403 -> forbidden(body);
      case 404 -> Refusal.NOT_FOUND;
      case 429 -> Refusal.THROTTLED;
      default -> {
        if (status >= 500) {
          yield Refusal.UNAVAILABLE;
        }
        yield status >= 300 && status < 400 ? Refusal.REDIRECT : Refusal.OTHER;
      }
    };
  }

  private static Refusal badRequest(byte[] body) {
    boolean notEnrolled =
        errors(body).orElse(List.of()).stream()
            .flatMap(error -> error.text("message").stream())
            .anyMatch(message -> plain(message).contains(NOT_ENROLLED));
    return notEnrolled ? Refusal.NOT_ENROLLED : Refusal.BAD_REQUEST;
  }

  private static Refusal forbidden(byte[] body) {
    Optional<List<Json>> errors = errors(body);
    if (errors.isEmpty()) {
      // No error of SP-API's form: something before it refused.
      return body.length == 0 ? Refusal.ACCESS_DENIED : Refusal.OTHER;
    }
    List<Refusal> meanings =
        errors.get().stream()
            .map(error -> plain(error.text("details").orElse("")))
            .map(d -> d.isEmpty() ? Refusal.ACCESS_DENIED : DETAILS.getOrDefault(d, Refusal.OTHER))
            .toList();
    return ORDER.stream().filter(meanings::contains).findFirst().orElse(Refusal.OTHER);
  }

  /** The errors of a body of SP-API's form. */
  private static Optional<List<Json>> errors(byte[] body) {
    try {
      List<Json> errors = JsonReader.read(body, MAX_BODY_BYTES).items("errors");
      return errors.isEmpty() ? Optional.empty() : Optional.of(errors);
    } catch (NotJsonException _) {
      return Optional.empty();
    }
  }

  /** In lower case, single spaces, no dot at the end. */
  private static String plain(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1).strip() : plain;
  }
}
