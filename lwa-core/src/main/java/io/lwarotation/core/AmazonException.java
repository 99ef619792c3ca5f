package io.lwarotation.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of Amazon that failed: it said no, or it gave no answer. The message never holds a header,
 * token or secret, and of a body no more than {@link AmazonWords}.
 */
public abstract sealed class AmazonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Service service;

  private AmazonException(Service service, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.service = service;
  }

  /** Who was called. */
  public Service service() {
    return service;
  }

  /** The two services of Amazon that are called. */
  public enum Service {
    LWA("Login with Amazon"),
    SP_API("SP-API");

    private final String displayName;

    Service(String displayName) {
      this.displayName = displayName;
    }

    /** As a person knows it. */
    public String displayName() {
      return displayName;
    }
  }

  /** Amazon answered, and the answer is no. */
  public static final class Refused extends AmazonException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Refusal refusal;
    private final transient Optional<String> rateLimit;
    private final transient Optional<String> requestId;
    private final transient AmazonWords words;

    /** A refusal without words. */
    public Refused(
        Service service,
        int status,
        Refusal refusal,
        Optional<String> rateLimit,
        Optional<String> requestId) {
      this(service, status, refusal, rateLimit, requestId, AmazonWords.NONE);
    }

    /**
     * @param refusal what the body said, reduced to what this program knows
     * @param rateLimit requests a second, from {@code x-amzn-RateLimit-Limit}, if it is a number
     * @param requestId from {@code x-amzn-RequestId}, if it is one
     * @param words what Amazon says itself
     */
    public Refused(
        Service service,
        int status,
        Refusal refusal,
        Optional<String> rateLimit,
        Optional<String> requestId,
        AmazonWords words) {
      super(
          service,
          service.displayName()
              + " answered "
              + status
              + ": "
              + refusal.spoken()
              + words.inBrackets(),
          null);
      this.status = status;
      this.refusal = refusal;
      this.rateLimit = rateLimit;
      this.requestId = requestId;
      this.words = words;
    }

    public int status() {
      return status;
    }

    public Refusal refusal() {
      return refusal;
    }

    public Optional<String> rateLimit() {
      return rateLimit;
    }

    public Optional<String> requestId() {
      return requestId;
    }

    /** What Amazon says itself, fit to be shown. */
    public AmazonWords words() {
      return words;
    }
  }

  /**
   * No answer that can be understood came: no connection, a time-out, a broken connection, a body
   * that is none.
   */
  public static final class NoAnswer extends AmazonException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is known about the request, and whether it helps to ask again. */
    public enum Kind {
      /** It surely never left, so it had no effect; it may help to ask again. */
      NOT_SENT,
      /** It may have had its effect: nothing came, or what came was broken. It may help. */
      LOST,
      /** It was answered with more than is accepted. It does not help. */
      TOO_LARGE
    }

    /**
     * An answer that was lost.
     *
     * @param what what happened, as the end of a sentence that starts with the service's name
     */
    public NoAnswer(Service service, String what, @Nullable Throwable cause) {
      this(service, Kind.LOST, what, cause);
    }

    public NoAnswer(Service service, Kind kind, String what, @Nullable Throwable cause) {
      super(service, service.displayName() + " " + what, cause);
      this.kind = kind;
    }

    public Kind kind() {
      return kind;
    }
  }
}
