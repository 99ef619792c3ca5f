package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.adapter.aws.NewSecretMessageJson;
import io.lwarotation.adapter.aws.NewSecretMessageJson.Received;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.QueueReadiness;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.VaultState;
import io.lwarotation.handler.RotationLog.Level;
import io.lwarotation.handler.RotationLog.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks Amazon for a new client secret when one is due: on a schedule, and on Amazon's expiry
 * messages in SQS, whose date is taken into the record before the same decision runs.
 *
 * <p>Environment: that of {@code CallSpApiHandler}, and {@code LWA_TOPIC_ARN}, {@code
 * LWA_NEW_SECRET_QUEUE_URL}. Timeout: 60 s or more.
 *
 * <p>Calls of AWS: {@code ssm:GetParameters} on the four parameters (and {@code kms:Decrypt}),
 * {@code ssm:GetParameterHistory} on the secret, {@code ssm:PutParameter} on the record, {@code
 * ssm:GetParameters} and {@code ssm:PutParameter} below {@code /lwa-rotation/clients/}, {@code
 * sqs:GetQueueAttributes} on the queue for new secrets, {@code kms:DescribeKey} and {@code
 * kms:GetKeyPolicy} on its key, {@code sns:Publish} to the topic.
 */
public final class RotateHandler implements RequestStreamHandler {
  /** The event of {@code ./lwa rotate --now}: also while the secret is young. */
  private static final byte[] NOW = "{\"now\":true}".getBytes(StandardCharsets.UTF_8);

  /** What is kept of the function's time for the answer. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final RotationWiring.RotationParts<RotationWiring.Rotating> parts;

  /** For Lambda: everything that can be made before the first event is made here. */
  public RotateHandler() {
    this(RotationWiring.rotate(System.getenv()));
  }

  RotateHandler(RotationWiring.RotationParts<RotationWiring.Rotating> parts) {
    this.parts = parts;
  }

  /**
   * Handles a schedule's event, or that of {@code ./lwa rotate}, which is answered with the
   * outcome, or messages, which are answered with those that must come again.
   *
   * @throws DiagnosedException if it could not be decided on a schedule's event, or the environment
   *     is not complete
   * @throws IllegalArgumentException if the event is neither
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    Deadline deadline = parts.deadline(context, MARGIN);
    if (DoctorEvent.is(event)) {
      output.write(
          DoctorEvent.answer(
              () -> look(parts.useCase(context.getAwsRequestId()).rotate(), deadline)));
      return;
    }
    RotationWiring.Rotating useCases = parts.useCase(context.getAwsRequestId());
    Optional<SqsEvent> messages = SqsEvent.read(event);
    String answer =
        messages.isPresent()
            ? onMessages(messages.get(), useCases, deadline, context.getAwsRequestId())
            : onSchedule(
                useCases.rotate(), DoctorEvent.is(event, NOW), deadline, context.getAwsRequestId());
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String look(RotateSecret rotate, Deadline deadline) {
    VaultState state = rotate.vault().read(deadline);
    QueueReadiness.obstacle(rotate.queue().describe(deadline))
        .ifPresent(
            why -> {
              throw new StoreException(StoreException.Kind.REFUSED, why, null);
            });
    return "reads and decrypts the credentials, and the queue of new secrets takes Amazon's"
        + " messages; the secret is version "
        + state.secretVersion();
  }

  private String onSchedule(RotateSecret rotate, boolean now, Deadline deadline, String requestId) {
    Outcome outcome;
    try {
      outcome = scheduled(rotate, now, deadline);
    } catch (RuntimeException e) {
      Outcome failed = Outcome.failed(e);
      parts.log().write(requestId, "", failed);
      // Without the cause: Lambda prints what is thrown, and the log has what may be shown.
      throw new DiagnosedException(Diagnosis.UNEXPECTED, failed.reason(), null);
    }
    parts.log().write(requestId, "", outcome);
    return JsonWriter.object(
        json -> {
          json.writeStringField("outcome", outcome.name());
          if (!outcome.reason().isEmpty()) {
            json.writeStringField("reason", outcome.reason());
          }
          Instant at = outcome.at();
          if (at != null) {
            json.writeStringField("at", at.toString());
          }
        });
  }

  /** The schedule runs since the deploy. That nobody has stored anything yet is no failure. */
  private static Outcome scheduled(RotateSecret rotate, boolean now, Deadline deadline) {
    try {
      return outcome(now ? rotate.runNow(deadline) : rotate.run(deadline));
    } catch (NotConfiguredException e) {
      if (!e.nothingStored()) {
        throw e;
      }
      return Outcome.of(Level.INFO, "NothingStored", String.valueOf(e.getMessage()));
    }
  }

  private String onMessages(
      SqsEvent event, RotationWiring.Rotating useCases, Deadline deadline, String requestId) {
    List<String> failed = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (SqsEvent.Message message : event.messages()) {
      switch (NewSecretMessageJson.read(message.body())) {
        case Received.Expiry(SecretExpiryMessage expiry) -> {
          Handled handled = Handled.expiry(expiry, useCases.heed(), deadline);
          parts.log().write(requestId, message.id(), handled.outcome());
          (handled.acknowledged() ? hints : failed).add(message.id());
        }
        case Received.Unusable(String reason) -> {
          failed.add(message.id());
          parts.log().write(requestId, message.id(), Outcome.of(Level.ERROR, "Unusable", reason));
        }
        case Received.NewSecret _ -> {
          // It may be the only copy: it must not vanish here.
          failed.add(message.id());
          parts.log().write(requestId, message.id(), WRONG_QUEUE);
        }
      }
    }
    if (!hints.isEmpty() && !ran(useCases.rotate(), deadline, requestId, hints.getFirst())) {
      failed.addAll(hints);
    }
    return SqsEvent.answer(failed);
  }

  private static final Outcome WRONG_QUEUE =
      Outcome.of(
          Level.ERROR,
          "WrongQueue",
          "a new secret came to the queue for expiry messages: enter the queue for new secrets in"
              + " the row \"Application Client New Secret\" of the Developer Console, and move the"
              + " message from the dead-letter queue to that queue");

  /** All hints of a batch are one: the decision is the same. */
  private boolean ran(RotateSecret rotate, Deadline deadline, String requestId, String messageId) {
    try {
      parts.log().write(requestId, messageId, outcome(rotate.run(deadline)));
      return true;
    } catch (RuntimeException e) {
      parts.log().write(requestId, messageId, Outcome.failed(e));
      return false;
    }
  }

  private static Outcome outcome(RotateOutcome outcome) {
    return switch (outcome) {
      case RotateOutcome.Waited(RotationDecision decision) -> waited(decision);
      case RotateOutcome.Requested(Instant at) ->
          new Outcome(Level.INFO, "Requested", "", null, at);
      case RotateOutcome.Unanswered(Instant at, String reason) ->
          new Outcome(Level.WARN, "Unanswered", reason, null, at);
      case RotateOutcome.Refused(String reason) -> Outcome.of(Level.ERROR, "Refused", reason);
      case RotateOutcome.Blocked(String reason) -> Outcome.of(Level.ERROR, "Blocked", reason);
      case RotateOutcome.Postponed(String reason) -> Outcome.of(Level.WARN, "Postponed", reason);
    };
  }

  private static Outcome waited(RotationDecision decision) {
    return switch (decision) {
      case RotationDecision.NotDue(Instant until) ->
          new Outcome(Level.INFO, "NotDue", "", null, until);
      case RotationDecision.InFlight(Instant since) ->
          new Outcome(Level.INFO, "InFlight", "", null, since);
      case RotationDecision.InGrace(Instant until, boolean awaited) ->
          new Outcome(
              awaited ? Level.ERROR : Level.INFO,
              "InGrace",
              awaited ? "the new secret was requested and has not arrived" : "",
              null,
              until);
      case RotationDecision.Due(Instant expiresAt) ->
          new Outcome(Level.INFO, "Due", "", null, expiresAt);
      case RotationDecision.Expired(Instant since) ->
          new Outcome(
              Level.ERROR,
              "Expired",
              "a person must rotate the secret in the Developer Console",
              null,
              since);
    };
  }
}
