package io.lwarotation.adapter;

import io.lwarotation.core.AmazonWords;
import io.lwarotation.core.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer of SP-API other than 2xx means. The same sentences come with several statuses, as
 * message or as details, so they are looked for in each error whatever the status is; only where
 * none is known does the status decide.
 *
 * @param words of the error that decided
 */
record SpApiRefusal(Refusal meaning, AmazonWords words) {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  /**
   * A sentence of Amazon's, or the part of it that does not change. The gravest comes first.
   *
   * @param goesOn whether the rest of it says more than ours does
   */
  private record Saying(String sentence, Refusal meaning, boolean goesOn) {
    Saying(String sentence, Refusal meaning) {
      this(sentence, meaning, false);
    }
  }

  /** What SP-API says of any call that it does not allow. */
  private static final String DENIED = "access to requested resource is denied";

  /** https://developer-docs.amazon.com/sp-api/docs/authorization-errors, and what people report. */
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
          // Callers send none: it is one that Amazon's own servers use among themselves.
          new Saying("the security token included in the request is", Refusal.AMAZON_EXPIRED),
          new Saying("application is not enrolled for rotation notification", Refusal.NOT_ENROLLED),
          new Saying(
              "not have access to one or more requested data elements", Refusal.ROLE_MISSING, true),
          new Saying(
              "not have access to some or all requested resource", Refusal.ROLE_MISSING, true),
          new Saying("could not match input arguments", Refusal.SANDBOX_ONLY, true));

  /** One error of an answer. */
  private record Said(String code, String message, String details) {
    private static Said of(Json error) {
      String code = text(error, "code");
      return new Said(
          code.isEmpty() ? text(error, "__type") : code,
          text(error, "message"),
          text(error, "details"));
    }

    /** In all the forms in which errors come; empty where nothing is said. */
    static List<Said> in(Json body) {
      Json list = body.getSpelled("errors");
      Json errors = list == Json.Literal.NULL ? body : list;
      return (errors instanceof Json.Items(List<Json> items) ? items : List.of(errors))
          .stream().map(Said::of).filter(said -> !said.isEmpty()).toList();
    }

    /** AWS's services spell the name with a capital. */
    private static String text(Json error, String name) {
      return flat(error.getSpelled(name));
    }

    /** Details may be a list or an object. */
    private static String flat(Json value) {
      return switch (value) {
        case Json.Text(String text) -> text;
        case Json.Items(List<Json> items) -> flat(items.stream());
        case Json.Fields(Map<String, Json> fields) -> flat(fields.values().stream());
        case Json.Numeral _, Json.Literal _ -> "";
      };
    }

    private static String flat(Stream<Json> values) {
      return values.map(Said::flat).collect(Collectors.joining(" ")).strip();
    }

    private boolean isEmpty() {
      return (code + message + details).isBlank();
    }

    boolean says(Saying known) {
      return plain(message).contains(known.sentence()) || plain(details).contains(known.sentence());
    }

    /** No reason is given. */
    boolean isDenied() {
      return plain(message).contains(DENIED) && plain(details).isEmpty();
    }

    AmazonWords words() {
      return new AmazonWords(AwsRefusal.bare(code), message, details);
    }
  }

  static SpApiRefusal of(HttpAnswer answer) {
    int status = answer.status();
    Optional<Json> body = JsonReader.find(answer.body(), MAX_BODY_BYTES);
    List<Said> errors = body.map(Said::in).orElse(List.of());
    String type = AwsRefusal.bare(answer.header("x-amzn-errortype").orElse(""));
    AmazonWords first = errors.isEmpty() ? AmazonWords.NONE : errors.getFirst().words();
    AmazonWords words =
        first.code().isEmpty() ? new AmazonWords(type, first.message(), first.details()) : first;
    if (status == 429 || status >= 500 || status < 400) {
      return new SpApiRefusal(byStatus(answer), words);
    }
    for (Saying known : SENTENCES) {
      for (Said error : errors) {
        if (error.says(known)) {
          return new SpApiRefusal(
              known.meaning(), known.goesOn() ? error.words() : AmazonWords.NONE);
        }
      }
    }
    boolean ofAmazon = body.isPresent() || answer.body().length == 0;
    if (!ofAmazon && (status == 401 || status == 403)) {
      return new SpApiRefusal(Refusal.OTHER, words); // a page of something before SP-API
    }
    if (status != 403) {
      return new SpApiRefusal(byStatus(answer), words);
    }
    if (errors.stream().anyMatch(Said::isDenied)) {
      return new SpApiRefusal(Refusal.ACCESS_DENIED, AmazonWords.NONE);
    }
    boolean ofSpApi = body.map(one -> !one.items("errors").isEmpty()).orElse(false);
    return new SpApiRefusal(forbidden(errors, ofSpApi), words);
  }

  private static Refusal byStatus(HttpAnswer answer) {
    return switch (answer.status()) {
      case 400 -> Refusal.BAD_REQUEST;
      case 401 -> Refusal.TOKEN_INVALID;
      case 404 -> Refusal.NOT_FOUND;
      default -> answer.refusal();
    };
  }

  /** A 403 with no sentence that is known. */
  private static Refusal forbidden(List<Said> errors, boolean ofSpApi) {
    if (errors.isEmpty()) {
      return Refusal.ACCESS_DENIED;
    }
    if (!ofSpApi) {
      return Refusal.GATEWAY_DENIED;
    }
    boolean silent = errors.stream().anyMatch(error -> plain(error.details()).isEmpty());
    return silent ? Refusal.ACCESS_DENIED : Refusal.OTHER;
  }

  /** In lower case, single spaces. */
  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
