package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.SpApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Calls SP-API with the stored credentials, on a schedule or for any caller. Takes {@code {}} for
 * the probe, {@code {"path":…,"query":{…}}} for a GET, a schedule's event, or a {@link
 * DoctorEvent}. A failed call is a failed invocation, whose message starts with its {@link
 * Diagnosis}.
 */
public final class CallSpApiHandler implements RequestStreamHandler {
  /** What is kept of the function's time for writing the answer. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  /** For getting the first token while the function starts: Lambda allows ten seconds for all. */
  private static final Duration START = Duration.ofSeconds(6);

  private final Wiring.CallSpApiParts parts;

  /**
   * For Lambda: everything that can be made before the first event is made here, the token
   * included. Lambda gives a start a whole core, whatever the function's memory size.
   */
  public CallSpApiHandler() {
    this(Wiring.callSpApi(System.getenv()));
    parts.callSpApi().ifPresent(call -> call.prepare(Deadline.in(START, parts.clock())));
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
    try {
      CallAnswer answer = call(event, context);
      byte[] json = write(answer);
      parts.log().succeeded(parts.app(), context.getAwsRequestId(), answer);
      output.write(json);
    } catch (DiagnosedException e) {
      parts.log().failed(parts.app(), context.getAwsRequestId(), e);
      // Lambda prints what is thrown with all its causes: the log has them, reduced to what may be
      // shown.
      throw new DiagnosedException(e.diagnosis(), e.remedy(), null);
    }
  }

  private Deadline deadline(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    return Deadline.in(left.minus(MARGIN), parts.clock());
  }

  private CallAnswer call(byte[] event, Context context) {
    SpApiRequest request;
    try {
      request = CallEvent.read(event);
    } catch (IllegalArgumentException e) {
      throw new DiagnosedException(Diagnosis.UNEXPECTED, String.valueOf(e.getMessage()), null);
    }
    try {
      return parts.callSpApi().orElseThrow(parts::problem).run(request, deadline(context));
    } catch (DiagnosedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DiagnosedException(
          Diagnosis.UNEXPECTED,
          "this program met a fault of its own ("
              + e.getClass().getSimpleName()
              + "); please report it with the log line of this call.",
          e);
    }
  }

  private static byte[] write(CallAnswer answer) throws IOException {
    try {
      return CallAnswerJson.write(answer);
    } catch (IllegalArgumentException e) {
      throw new DiagnosedException(Diagnosis.UNEXPECTED, String.valueOf(e.getMessage()), null);
    }
  }
}
