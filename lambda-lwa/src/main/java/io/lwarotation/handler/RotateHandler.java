package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.aws.NewSecretMessageJson.Received;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.QueueReadiness;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateReport;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationDecision;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.handler.JsonLines.Level;
import io.lwarotation.handler.JsonLines.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks Amazon for a new client secret when one is due: on a schedule, and on Amazon's expiry
 * messages in SQS, whose date is taken into the record before the same decision runs.
 *
 * <p>Environment: that of {@code CallSpApiHandler}, and {@code LWA_TOPIC_ARN}, {@code
 * LWA_NEW_SECRET_QUEUE_URL}. Timeout: 60 s or more.
 */
public final class RotateHandler extends FunctionHandler<RotationWiring.Rotating> {
  /** The event of {@code ./lwa rotate --now}: also while the secret is young. */
  private static final byte[] NOW = "{\"now\":true}".getBytes(StandardCharsets.UTF_8);

  /** For Lambda. */
  public RotateHandler() {
    this(RotationWiring.rotate(System.getenv()));
  }

  RotateHandler(Parts<RotationWiring.Rotating> parts) {
    super(parts, Duration.ofSeconds(1));
  }

  @Override
  String look(RotationWiring.Rotating useCases, Deadline deadline) {
    RotateSecret rotate = useCases.rotate();
    long version = rotate.vault().read(deadline).secretVersion();
    Optional<String> obstacle = QueueReadiness.obstacle(rotate.queue().describe(deadline));
    if (obstacle.isPresent()) {
      throw new StoreException(StoreException.Kind.REFUSED, obstacle.get(), null);
    }
    return "reads and decrypts the credentials, and the queue of new secrets takes Amazon's"
        + " messages; the secret is version "
        + version;
  }

  /**
   * Handles a schedule's event, or that of {@code ./lwa rotate}, which is answered with the
   * outcome, or messages, which are answered with those that must come again.
   *
   * @throws DiagnosedException if it could not be decided on a schedule's event
   * @throws IllegalArgumentException if the event is neither
   */
  @Override
  String answer(
      byte[] event, RotationWiring.Rotating useCases, Context context, Deadline deadline) {
    String requestId = context.getAwsRequestId();
    Optional<SqsEvent> messages = SqsEvent.read(event);
    return messages.isPresent()
        ? onMessages(messages.get(), useCases, deadline, requestId)
        : onSchedule(useCases.rotate(), DoctorEvent.is(event, NOW), deadline, requestId);
  }

  private String onSchedule(RotateSecret rotate, boolean now, Deadline deadline, String requestId) {
    Outcome outcome;
    try {
      outcome = scheduled(rotate, now, deadline);
    } catch (RuntimeException e) {
      Outcome failed = Outcome.failed(e);
      log().write(requestId, "", failed);
      // Without the cause: Lambda prints what is thrown, and the log has what may be shown.
      throw new DiagnosedException(Diagnosis.UNEXPECTED, failed.reason(), null);
    }
    log().write(requestId, "", outcome);
    return new JsonObject()
        .put("outcome", outcome.name())
        .put("reason", outcome.reasonOrNull())
        .put("at", outcome.at())
        .text();
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
    List<String> failed =
        event.handle(received -> handle(received, useCases, deadline), log(), requestId);
    List<String> all = event.messages().stream().map(SqsEvent.Message::id).toList();
    Optional<String> hint = all.stream().filter(id -> !failed.contains(id)).findFirst();
    // All hints of a batch are one: the decision is the same.
    return SqsEvent.answer(
        hint.isEmpty() || ran(useCases.rotate(), deadline, requestId, hint.get()) ? failed : all);
  }

  private static Handled handle(
      Received received, RotationWiring.Rotating useCases, Deadline deadline) {
    return switch (received) {
      case Received.Expiry(SecretExpiryMessage expiry) ->
          Handled.of(useCases.heed().run(expiry, deadline));
      case Received.Unusable(String reason) -> Handled.again(Level.ERROR, "Unusable", reason);
      // It may be the only copy: it must not vanish here.
      case Received.NewSecret _ ->
          Handled.again(
              Level.ERROR,
              "WrongQueue",
              "a new secret came to the queue for expiry messages: enter the queue for new secrets"
                  + " in the row \"Application Client New Secret\" of the Developer Console, and"
                  + " move the message from the dead-letter queue to that queue");
    };
  }

  private boolean ran(RotateSecret rotate, Deadline deadline, String requestId, String messageId) {
    try {
      log().write(requestId, messageId, outcome(rotate.run(deadline)));
      return true;
    } catch (RuntimeException e) {
      log().write(requestId, messageId, Outcome.failed(e));
      return false;
    }
  }

  private static Outcome outcome(RotateOutcome outcome) {
    RotateReport report = RotateReport.of(outcome);
    return new Outcome(
        level(outcome), report.outcome(), report.reason(), null, report.at().orElse(null));
  }

  /** An error is what waits for a person. */
  private static Level level(RotateOutcome outcome) {
    return switch (outcome) {
      case RotateOutcome.Refused _, RotateOutcome.Blocked _ -> Level.ERROR;
      case RotateOutcome.Waited(RotationDecision.Expired _) -> Level.ERROR;
      case RotateOutcome.Waited(RotationDecision.InGrace(_, boolean awaited)) ->
          awaited ? Level.ERROR : Level.INFO;
      case RotateOutcome.Unanswered _, RotateOutcome.Postponed _ -> Level.WARN;
      case RotateOutcome.Requested _, RotateOutcome.Waited _ -> Level.INFO;
    };
  }
}
