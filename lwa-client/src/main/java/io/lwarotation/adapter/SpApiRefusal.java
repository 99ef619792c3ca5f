package io.lwarotation.adapter;

import io.lwarotation.core.AmazonWords;
import io.lwarotation.core.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an answer of SP-API other than 2xx means. The same sentences come with several statuses, as
 * message or as details, so they are looked for in each error whatever the status is; only where
 * none is known does the status decide.
 *
 * @param words of the error that decided
 */
record SpApiRefusal(Refusal meaning, AmazonWords words) {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  /** A sentence of Amazon's, or the part of it that does not change. The gravest comes first. */
  private record Saying(String sentence, Refusal meaning) {}

  /**
   * https://developer-docs.amazon.com/sp-api/docs/authorization-errors and what people report of
   * SP-API's answers.
   */
  private static final List<Saying> SENTENCES =
      List.of(
          new Saying("the lwa secret token you provided has expired", Refusal.SECRET_EXPIRED),
          new Saying("the access token you provided has expired", Refusal.TOKEN_EXPIRED),
          new Saying(
              "the access token you provided is revoked, malformed or invalid",
              Refusal.TOKEN_INVALID),
          new Saying("access token is missing in the request header", Refusal.TOKEN_MISSING),
          new Saying(
              "the marketplaces you provided are not valid for region", Refusal.WRONG_REGION),
          new Saying(
              "the security token included in the request is expired", Refusal.AMAZON_EXPIRED),
          new Saying("application is not enrolled for rotation notification", Refusal.NOT_ENROLLED),
          new Saying(
              "not have access to one or more requested data elements", Refusal.ROLE_MISSING),
          new Saying("not have access to some or all requested resource", Refusal.ROLE_MISSING),
          new Saying("could not match input arguments", Refusal.SANDBOX_ONLY));

  /** One error of an answer. */
  private record Said(String code, String message, String details) {
    static Said of(Json error) {
      return new Said(text(error, "code"), text(error, "message"), text(error, "details"));
    }

    private static String text(Json error, String name) {
      return error.text(name).orElse("");
    }

    boolean says(Saying known) {
      return plain(message).contains(known.sentence()) || plain(details).contains(known.sentence());
    }

    AmazonWords words() {
      return new AmazonWords(code, message, details);
    }
  }

  static SpApiRefusal of(HttpAnswer answer) {
    int status = answer.status();
    Json body = json(answer.body());
    List<Said> errors = new ArrayList<>();
    body.items("errors").forEach(error -> errors.add(Said.of(error)));
    boolean ofSpApi = !errors.isEmpty();
    if (!ofSpApi && body.text("message").isPresent()) {
      errors.add(new Said(errorType(answer), body.text("message").orElse(""), ""));
    }
    AmazonWords words = errors.isEmpty() ? AmazonWords.NONE : errors.getFirst().words();
    if (status == 429 || status >= 500 || status < 400) {
      return new SpApiRefusal(byStatus(status), words);
    }
    for (Saying known : SENTENCES) {
      for (Said error : errors) {
        if (error.says(known)) {
          return new SpApiRefusal(known.meaning(), error.words());
        }
      }
    }
    if (status == 403) {
      return new SpApiRefusal(forbidden(errors, ofSpApi, answer.body().length == 0), words);
    }
    return new SpApiRefusal(byStatus(status), words);
  }

  private static Refusal byStatus(int status) {
    return switch (status) {
      case 400 -> Refusal.BAD_REQUEST;
      case 401 -> Refusal.TOKEN_INVALID;
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

  /** A 403 with no sentence that is known. */
  private static Refusal forbidden(List<Said> errors, boolean ofSpApi, boolean empty) {
    if (!ofSpApi) {
      // Something before SP-API refused.
      if (errors.isEmpty()) {
        return empty ? Refusal.ACCESS_DENIED : Refusal.OTHER;
      }
      return Refusal.GATEWAY_DENIED;
    }
    boolean silent = errors.stream().anyMatch(error -> plain(error.details()).isEmpty());
    return silent ? Refusal.ACCESS_DENIED : Refusal.OTHER;
  }

  /** {@code ForbiddenException}, without the address that may follow it. */
  private static String errorType(HttpAnswer answer) {
    String type = answer.header("x-amzn-errortype").orElse("");
    int end = type.indexOf(':');
    return end < 0 ? type : type.substring(0, end);
  }

  private static Json json(byte[] body) {
    try {
      return JsonReader.read(body, MAX_BODY_BYTES);
    } catch (NotJsonException _) {
      return Json.Literal.NULL;
    }
  }

  /** In lower case, single spaces. */
  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
