package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.handler.JsonLines.Level;
import io.lwarotation.handler.JsonLines.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the functions have in common that stand on the SDK: everything that can be made before the
 * first event is made at the start, an environment that is not complete is told by each invocation,
 * and {@link DoctorEvent} is answered.
 *
 * @param <U> what it runs
 */
abstract class FunctionHandler<U> implements RequestStreamHandler {
  private final Parts<U> parts;
  private final Duration margin;

  /** What a function works with: its use case, or what is wrong with the environment. */
  record Parts<U>(Optional<U> configured, String problem, JsonLines log, InstantSource clock) {
    /** Never fails: what is wrong with the environment is told by each invocation. */
    static <U> Parts<U> of(String event, Map<String, String> environment, Maker<U> maker) {
      InstantSource clock = Wiring.clock();
      JsonLines log =
          new JsonLines(System.out, event, environment.getOrDefault("LWA_APP", "unknown"));
      try {
        U made = maker.make(new Variables(environment), log, clock);
        return new Parts<>(Optional.of(made), "", log, clock);
      } catch (IllegalArgumentException e) {
        String problem = Wiring.incomplete(List.of(String.valueOf(e.getMessage())));
        return new Parts<>(Optional.empty(), problem, log, clock);
      }
    }

    U useCase(String requestId) {
      return configured.orElseThrow(
          () -> {
            log.write(requestId, "", Outcome.of(Level.ERROR, "NotConfigured", problem));
            return new DiagnosedException(Diagnosis.NOT_CONFIGURED, problem, null);
          });
    }
  }

  /** Makes what a function runs. */
  interface Maker<U> {
    /** Throws IllegalArgumentException naming every variable that is missing or bad. */
    U make(Variables variables, JsonLines log, InstantSource clock);
  }

  /** Each invocation ends by a margin, kept for the answer, before the function's time does. */
  FunctionHandler(Parts<U> parts, Duration margin) {
    this.parts = parts;
    this.margin = margin;
  }

  /**
   * Handles one event.
   *
   * @throws DiagnosedException if the environment is not complete
   */
  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Deadline deadline = Deadline.in(left.minus(margin), parts.clock());
    String requestId = context.getAwsRequestId();
    output.write(
        DoctorEvent.is(event)
            ? DoctorEvent.answer(() -> look(parts.useCase(requestId), deadline))
            : answer(event, parts.useCase(requestId), context, deadline)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Says in a few words what the function could read of what it needs. */
  abstract String look(U useCase, Deadline deadline);

  /** The function's answer, in JSON. */
  abstract String answer(byte[] event, U useCase, Context context, Deadline deadline);

  JsonLines log() {
    return parts.log();
  }

  InstantSource clock() {
    return parts.clock();
  }
}
