package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.PerAuthorization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The handler over the real use case and ports that hold state. */
abstract class CallSpApiHandlerCase {
  final Fakes.Clock clock = new Fakes.Clock();
  final Fakes.Store store = new Fakes.Store();
  final Fakes.Lwa lwa = new Fakes.Lwa();
  final Fakes.Sp spApi = new Fakes.Sp();
  final List<Authorization> called = new ArrayList<>();
  final ByteArrayOutputStream log = new ByteArrayOutputStream();
  final CallSpApiHandler handler =
      new CallSpApiHandler(
          new Wiring.CallSpApiParts(
              Optional.of(
                  new Wiring.Calls(
                      calls(Optional.empty()), new PerAuthorization<>(this::callsOf), store)),
              new DiagnosedException(Diagnosis.UNEXPECTED, "nothing", null),
              new OutcomeLog(new PrintStream(log, true, StandardCharsets.UTF_8), "my-erp", clock),
              clock));

  CallSpApi callsOf(Authorization authorization) {
    called.add(authorization);
    return calls(Optional.of(authorization));
  }

  private CallSpApi calls(Optional<Authorization> authorization) {
    return new CallSpApi(
        "my-erp",
        authorization,
        new AccessTokens(store, lwa, clock),
        spApi,
        OtherRegions.none(),
        clock);
  }

  String answer(String event) throws IOException {
    return answer(handler, event);
  }

  static String answer(CallSpApiHandler handler, String event) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        output,
        FakeContext.any());
    return output.toString(StandardCharsets.UTF_8);
  }

  String failure(String event) {
    return String.valueOf(assertThrows(DiagnosedException.class, () -> answer(event)).getMessage());
  }

  String logged() {
    return log.toString(StandardCharsets.UTF_8);
  }
}
