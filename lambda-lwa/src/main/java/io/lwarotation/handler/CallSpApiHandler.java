package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.SpApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls SP-API with the stored credentials, on a schedule or for any caller. Takes {@code {}} for
 * the probe, {@code {"path":…,"query":{…}}} for a GET, each with {@code "authorization":"eu/acme"}
 * for another authorization than the application's own, a schedule's event, or a {@link
 * DoctorEvent}. A failed call is a failed invocation, whose message starts with its {@link
 * Diagnosis}; only a schedule that comes before anybody has stored credentials is answered with
 * {@code {"status":"waiting"}}.
 */
public final class CallSpApiHandler implements RequestStreamHandler {
  /** What is kept of the function's time for writing the answer. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  /** The answer to a schedule before the first credentials. */
  private static final String WAITING = "{\"status\":\"waiting\"}";

  private final Wiring.CallSpApiParts parts;

  /**
   * For Lambda: everything that can be made before the first event is made here, the connections
   * included. Lambda gives a start a whole core, whatever the function's memory size. Nothing is
   * asked yet: which authorization the first call names is not known.
   */
  public CallSpApiHandler() {
    this(Wiring.callSpApi(System.getenv()));
    if (parts.calls().isPresent()) {
      rehearse(parts.calls().get().own());
    }
  }

  /** A call for which no time is left: it loads what a call needs, and sends nothing. */
  private void rehearse(CallSpApi call) {
    try {
      call.run(
          CallEvent.read(new byte[] {'{', '}'}).request(),
          Deadline.in(Duration.ZERO, parts.clock()));
    } catch (RuntimeException _) {
      // That no time was left; whatever else it is, the first call meets and tells.
    }
  }

  CallSpApiHandler(Wiring.CallSpApiParts parts) {
    this.parts = parts;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readNBytes(CallEvent.LARGEST + 1);
    if (DoctorEvent.is(event)) {
      output.write(DoctorEvent.answer(() -> parts.look(deadline(context))));
      return;
    }
    boolean scheduled = false;
    Optional<String> authorization = Optional.empty();
    try {
      CallEvent.Asked asked = CallEvent.read(event);
      scheduled = asked.scheduled();
      CallSpApi call = caller(asked.authorization());
      authorization = asked.authorization(); // a name that may be shown
      CallAnswer answer = call(call, asked.request(), context);
      byte[] json = CallAnswerJson.write(answer, authorization);
      parts.log().succeeded(context.getAwsRequestId(), authorization, answer);
      output.write(json);
    } catch (IllegalArgumentException e) {
      // Of the event or the answer: one sentence that may be shown.
      String what = String.valueOf(e.getMessage());
      throw failed(
          context, authorization, new DiagnosedException(Diagnosis.UNEXPECTED, what, null));
    } catch (DiagnosedException e) {
      if (!scheduled
          || !(e.getCause() instanceof NotConfiguredException cause)
          || !cause.nothingStored()) {
        throw failed(context, authorization, e);
      }
      // The schedule runs since the deploy. That nobody has stored anything yet is no failure.
      parts.log().waiting(context.getAwsRequestId(), cause);
      output.write(WAITING.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Lambda prints what is thrown with its causes: the log has what of them may be shown. */
  private DiagnosedException failed(
      Context context, Optional<String> authorization, DiagnosedException failure) {
    parts.log().failed(context.getAwsRequestId(), authorization, failure);
    return new DiagnosedException(failure.diagnosis(), failure.remedy(), null);
  }

  private Deadline deadline(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    return Deadline.in(left.minus(MARGIN), parts.clock());
  }

  private CallSpApi caller(Optional<String> named) {
    Wiring.Calls calls = parts.callsOrProblem();
    return named.isEmpty() || named.get().equals(Authorization.DEFAULT)
        ? calls.own()
        : calls.others().of(Authorization.of(named.get()));
  }

  private CallAnswer call(CallSpApi call, SpApiRequest request, Context context) {
    try {
      return call.run(request, deadline(context));
    } catch (DiagnosedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DiagnosedException(
          Diagnosis.UNEXPECTED,
          "this program ran into an error of its own ("
              + e.getClass().getSimpleName()
              + "); please report it with the log line of this call.",
          e);
    }
  }
}
