package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.aws.NewSecretMessageJson.Received;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.handler.JsonLines.Level;
import io.lwarotation.handler.JsonLines.Outcome;
import java.time.Duration;

/**
 * Takes in new secrets from Amazon's messages in SQS. A message is acknowledged only when its
 * secret is stored or is known not to be needed; all others stay in the queue and end in its
 * dead-letter queue.
 *
 * <p>Environment: that of {@code CallSpApiHandler}, and {@code LWA_KMS_KEY_ID} (the key of the
 * secret's parameter), {@code LWA_TOPIC_ARN}, {@code LWA_REMIND_AFTER_DAYS} (150 if it is not set:
 * the age of the reminder, which is sent with each write). Timeout: 60 s or more.
 */
public final class NewSecretHandler extends FunctionHandler<RotationWiring.Accepting> {
  /** With less left no message is begun. */
  private static final Duration NEEDED = Duration.ofSeconds(10);

  /** For Lambda. */
  public NewSecretHandler() {
    this(RotationWiring.newSecret(System.getenv()));
  }

  NewSecretHandler(Parts<RotationWiring.Accepting> parts) {
    super(parts, Duration.ofSeconds(1));
  }

  @Override
  String look(RotationWiring.Accepting useCases, Deadline deadline) {
    return "reads and decrypts the credentials; the secret is version "
        + useCases.accept().vault().read(deadline).secretVersion();
  }

  /**
   * @throws IllegalArgumentException if the event has no messages of SQS
   */
  @Override
  String answer(
      byte[] event, RotationWiring.Accepting useCases, Context context, Deadline deadline) {
    SqsEvent messages =
        SqsEvent.read(event)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The event has no messages: only SQS calls this function."));
    return SqsEvent.answer(
        messages.handle(
            received -> handle(received, useCases, deadline), log(), context.getAwsRequestId()));
  }

  private static Handled handle(
      Received received, RotationWiring.Accepting useCases, Deadline deadline) {
    return switch (received) {
      case Received.Unusable(String reason) -> Handled.again(Level.ERROR, "Unusable", reason);
      case Received.Expiry(SecretExpiryMessage expiry) ->
          Handled.of(useCases.heed().run(expiry, deadline));
      case Received.NewSecret(NewSecretMessage newSecret) ->
          deadline.remaining().compareTo(NEEDED) < 0
              ? Handled.again(Level.WARN, "RetryLater", "too little time is left for it")
              : handled(useCases.accept().run(newSecret, deadline));
    };
  }

  private static Handled handled(AcceptOutcome outcome) {
    return switch (outcome) {
      case AcceptOutcome.Stored stored ->
          Handled.done(new Outcome(Level.INFO, "Stored", "", stored.version(), stored.expiresAt()));
      case AcceptOutcome.AlreadyStored stored ->
          Handled.done(
              new Outcome(Level.INFO, "AlreadyStored", "", stored.version(), stored.expiresAt()));
      case AcceptOutcome.Skipped(String reason) ->
          Handled.done(Outcome.of(Level.INFO, "Skipped", reason));
      case AcceptOutcome.RetryLater(String reason) ->
          Handled.again(Level.WARN, "RetryLater", reason);
      case AcceptOutcome.Never(String reason) -> Handled.again(Level.ERROR, "Never", reason);
    };
  }
}
