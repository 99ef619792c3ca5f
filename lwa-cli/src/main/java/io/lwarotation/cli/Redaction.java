package io.lwarotation.cli;

import java.util.regex.Pattern;

/** Takes out of a text what looks like a credential, whoever wrote the text. */
public final class Redaction {
  /** Credentials of LWA, and tokens. */
  private static final String OF_LWA = "amzn1\\.[^\\s'\",;]*|Atz[a-z]\\|[^\\s'\",;]*";

  /** Access keys of AWS, and the names of secrets in Secrets Manager. */
  private static final String OF_AWS =
      "\\b(?:AKIA|ASIA)[A-Z0-9]{8,}|arn:[a-z-]+:secretsmanager:[^\\s'\",;]*";

  /** What a name says to be secret, such as client_secret=… or "X-Amz-Security-Token": "…". */
  private static final String NAMED =
      "(?<=(?:secret|token|password|authorization|credential|signature)[\"']?[=:])\\s*(?:Bearer\\s+|AWS4-HMAC-SHA256\\s+)?[\"']?[A-Za-z0-9+/_.|~%-]{8,}={0,2}";

  /** A secret key or session token by its length; no name of a class is so long without a dot. */
  private static final String LONG =
      "(?<![A-Za-z0-9+/=_.-])(?=[A-Za-z+/=_-]*[0-9])[A-Za-z0-9+/=_]{40,}";

  private static final Pattern CREDENTIAL =
      Pattern.compile(OF_LWA + "|" + OF_AWS + "|" + NAMED + "|" + LONG, Pattern.CASE_INSENSITIVE);

  private Redaction() {}

  /** The text without them. */
  public static String of(String text) {
    return CREDENTIAL.matcher(text).replaceAll("…");
  }
}
