package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failure of AWS means for the operator, and what to do: sentences without their stops. */
public record AwsTrouble(String what, String remedy) {
  private static final Pattern RIGHT =
      Pattern.compile("perform: ([a-z0-9-]+:[A-Za-z]+)(?: on (?:the )?resource: ?(\\S+))?");

  /** Begins what a profile was the reason of. */
  public static final String PROFILE = "The profile cannot be used";

  /** So many causes are looked at. */
  private static final int DEPTH = 20;

  /** The failure, said to the operator. */
  public static IllegalStateException explain(SdkException failure, AwsOptions aws) {
    return new IllegalStateException(of(failure, aws).sentence(), failure);
  }

  /** As one sentence. */
  public String sentence() {
    return what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ": " + remedy + ".";
  }

  /**
   * What came is no answer of AWS although the SDK took it for one, as it does with any page in
   * place of XML: what every answer has is missing.
   */
  public static SdkClientException unreadable() {
    return SdkClientException.create("Unable to parse the answer");
  }

  /** What it means. */
  public static AwsTrouble of(SdkException failure, AwsOptions aws) {
    if (failure instanceof AwsServiceException refused) {
      AwsRefusal row = AwsRefusal.of(refused);
      UnaryOperator<String> filled = text -> filled(text, refused, aws);
      return new AwsTrouble(filled.apply(row.what()), filled.apply(row.remedy()));
    }
    return AwsSilence.trouble(
        Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
            .limit(DEPTH)
            .map(cause -> String.valueOf(cause.getMessage()))
            .collect(Collectors.joining("\n"))
            .toLowerCase(Locale.ROOT),
        aws);
  }

  private static String filled(String text, AwsServiceException refused, AwsOptions aws) {
    return text.replace("{right}", missingRight(refused))
        .replace("{code}", code(refused))
        .replace("{service}", service(refused))
        .replace("{profile}", aws.profileName())
        .replace("{region}", aws.regionName());
  }

  /** The code that AWS gave, such as {@code AccessDeniedException}. */
  public static String code(AwsServiceException refused) {
    return told(refused, AwsErrorDetails::errorCode).orElse("HTTP " + refused.statusCode());
  }

  static boolean hasCode(AwsServiceException refused) {
    return told(refused, AwsErrorDetails::errorCode).isPresent();
  }

  private static String service(AwsServiceException refused) {
    return told(refused, AwsErrorDetails::serviceName).orElse("the service");
  }

  private static String text(AwsServiceException refused) {
    return told(refused, AwsErrorDetails::errorMessage)
        .orElseGet(() -> String.valueOf(refused.getMessage()));
  }

  /** An answer without a body that could be read tells nothing. */
  private static Optional<String> told(
      AwsServiceException refused, Function<AwsErrorDetails, @Nullable String> what) {
    return Optional.ofNullable(refused.awsErrorDetails()).map(what).filter(text -> !text.isBlank());
  }

  /** Whether a right is missing. */
  public static boolean isDenied(AwsServiceException refused) {
    return AwsRefusal.of(refused) == AwsRefusal.DENIED;
  }

  /** What is seen, or what is made of it that the right to see it is missing. */
  public static <T> T seenOr(Supplier<T> look, Function<AwsServiceException, T> denied) {
    try {
      return look.get();
    } catch (AwsServiceException refused) {
      if (isDenied(refused)) {
        return denied.apply(refused);
      }
      throw refused;
    }
  }

  private static String missingRight(AwsServiceException refused) {
    return namedRight(refused)
        .orElseGet(
            () ->
                text(refused).toLowerCase(Locale.ROOT).contains("ciphertext")
                    ? "kms:Decrypt on the key of the parameter"
                    : "to use " + service(refused));
  }

  /** The right that AWS says is missing, such as {@code ssm:PutParameter}, if it says which. */
  public static Optional<String> namedRight(AwsServiceException refused) {
    Matcher right = RIGHT.matcher(text(refused));
    if (!right.find()) {
      return Optional.empty();
    }
    String resource = right.group(2);
    return Optional.of(
        right.group(1) + (resource == null ? "" : " on " + resource.replaceFirst("\\.$", "")));
  }
}
