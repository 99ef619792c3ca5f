package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.adapter.aws.NewSecretMessageJson;
import io.lwarotation.adapter.aws.NewSecretMessageJson.Received;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.handler.RotationLog.Level;
import io.lwarotation.handler.RotationLog.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in new secrets from Amazon's messages in SQS. A message is acknowledged only when its
 * secret is stored or is known not to be needed; all others stay in the queue and end in its
 * dead-letter queue.
 *
 * <p>Environment: that of {@code CallSpApiHandler}, and {@code LWA_KMS_KEY_ID} (the key of the
 * secret's parameter), {@code LWA_TOPIC_ARN}, {@code LWA_REMIND_AFTER_DAYS} (150 if it is not set:
 * the age of the reminder, which is sent with each write). Timeout: 60 s or more.
 *
 * <p>Calls of AWS: {@code ssm:GetParameters} on the four parameters (and {@code kms:Decrypt}),
 * {@code ssm:GetParameterHistory} on the secret, {@code ssm:PutParameter} on secret and record (and
 * {@code kms:GenerateDataKey}, {@code kms:Encrypt}), {@code sns:Publish} to the topic, {@code
 * events:PutEvents} on the default bus.
 */
public final class NewSecretHandler implements RequestStreamHandler {
  /** What is kept of the function's time for the answer. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /** With less left no message is begun. */
  private static final Duration NEEDED = Duration.ofSeconds(10);

  private final RotationWiring.RotationParts<RotationWiring.Accepting> parts;

  /** For Lambda: everything that can be made before the first event is made here. */
  public NewSecretHandler() {
    this(RotationWiring.newSecret(System.getenv()));
  }

  NewSecretHandler(RotationWiring.RotationParts<RotationWiring.Accepting> parts) {
    this.parts = parts;
  }

  /**
   * Handles a batch; one message's failure does not stop the others.
   *
   * @throws DiagnosedException if the environment is not complete: all messages come again
   * @throws IllegalArgumentException if the event has no messages of SQS
   */
  @Override
  public void handleRequest(InputStream in, OutputStream output, Context context)
      throws IOException {
    byte[] input = in.readAllBytes();
    Deadline deadline = parts.deadline(context, MARGIN);
    if (DoctorEvent.is(input)) {
      output.write(
          DoctorEvent.answer(
              () -> look(parts.useCase(context.getAwsRequestId()).accept(), deadline)));
      return;
    }
    RotationWiring.Accepting useCases = parts.useCase(context.getAwsRequestId());
    SqsEvent event =
        SqsEvent.read(input)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The event has no messages: only SQS calls this function."));
    List<String> failed = new ArrayList<>();
    for (SqsEvent.Message message : event.messages()) {
      Handled handled = handle(message, useCases, deadline);
      parts.log().write(context.getAwsRequestId(), message.id(), handled.outcome());
      if (!handled.acknowledged()) {
        failed.add(message.id());
      }
    }
    output.write(SqsEvent.answer(failed).getBytes(StandardCharsets.UTF_8));
  }

  private static String look(AcceptNewSecret accept, Deadline deadline) {
    return "reads and decrypts the credentials; the secret is version "
        + accept.vault().read(deadline).secretVersion();
  }

  private static Handled handle(
      SqsEvent.Message message, RotationWiring.Accepting useCases, Deadline deadline) {
    return switch (NewSecretMessageJson.read(message.body())) {
      case Received.Unusable(String reason) ->
          new Handled(false, Outcome.of(Level.ERROR, "Unusable", reason));
      case Received.Expiry(SecretExpiryMessage expiry) ->
          Handled.expiry(expiry, useCases.heed(), deadline);
      case Received.NewSecret(NewSecretMessage newSecret) ->
          accept(newSecret, useCases.accept(), deadline);
    };
  }

  private static Handled accept(
      NewSecretMessage message, AcceptNewSecret accept, Deadline deadline) {
    if (deadline.remaining().compareTo(NEEDED) < 0) {
      return new Handled(
          false, Outcome.of(Level.WARN, "RetryLater", "too little time is left for it"));
    }
    try {
      return handled(accept.run(message, deadline));
    } catch (RuntimeException e) {
      // One message's failure; SQS brings it again.
      return new Handled(false, Outcome.failed(e));
    }
  }

  private static Handled handled(AcceptOutcome outcome) {
    return switch (outcome) {
      case AcceptOutcome.Stored stored ->
          new Handled(
              true, new Outcome(Level.INFO, "Stored", "", stored.version(), stored.expiresAt()));
      case AcceptOutcome.AlreadyStored stored ->
          new Handled(
              true,
              new Outcome(Level.INFO, "AlreadyStored", "", stored.version(), stored.expiresAt()));
      case AcceptOutcome.Skipped(String reason) ->
          new Handled(true, Outcome.of(Level.INFO, "Skipped", reason));
      case AcceptOutcome.RetryLater(String reason) ->
          new Handled(false, Outcome.of(Level.WARN, "RetryLater", reason));
      case AcceptOutcome.Never(String reason) ->
          new Handled(false, Outcome.of(Level.ERROR, "Never", reason));
    };
  }
}
