package io.lwarotation.local.aws.wire;

import java.util.function.Supplier;

/** AWS says no: becomes the error answer in the protocol of the service that was asked. */
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String queryCode;

  /**
   * @param code as AWS writes it
   * @param message names no value of a parameter
   */
  public AwsException(int status, String code, String message) {
    this(status, code, "", message);
  }

  /**
   * An error of a service that spoke the query protocol before JSON.
   *
   * @param queryCode the error's code in the old protocol, which clients still show
   */
  public AwsException(int status, String code, String queryCode, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.queryCode = queryCode;
  }

  public static AwsException badRequest(String code, String message) {
    return new AwsException(400, code, message);
  }

  public static AwsException invalid(String message) {
    return badRequest("ValidationException", message);
  }

  /** For what is not there. */
  public static Supplier<AwsException> because(int status, String code, String message) {
    return () -> new AwsException(status, code, message);
  }

  /** Refuses what is invalid. */
  public static void invalidIf(boolean invalid, String message) {
    if (invalid) {
      throw invalid(message);
    }
  }

  /**
   * What real AWS may well do, but nothing here has needed so far. 501: the SDKs do not retry it.
   */
  public static AwsException notModelled(String what) {
    return new AwsException(
        501,
        "NotModelled",
        "LocalAws does not model " + what + ": leave it out, or teach it to LocalAws.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** Empty if the service never had another. */
  public String queryCode() {
    return queryCode;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
