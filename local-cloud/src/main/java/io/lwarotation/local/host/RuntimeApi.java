package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's side of the Runtime API, for one process
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 */
final class RuntimeApi implements AutoCloseable {
  /** Of requests and answers of synchronous invocations. */
  static final int MAX_PAYLOAD_BYTES = 6_291_556;

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final JsonMapper JSON = new JsonMapper();

  private final String functionArn;
  private final InstantSource clock;
  private final LocalServer server;
  private final BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Invocation>> open = new ConcurrentHashMap<>();

  private CompletableFuture<State> state = new CompletableFuture<>();
  private boolean over;

  private record Event(String requestId, String payload, long deadlineMillis) {}

  /** Whether the process takes events. */
  sealed interface State {
    /** It has asked for one. */
    record Ready() implements State {}

    /** It never will: its construction failed, or it has ended. */
    record Over(Invocation failure) implements State {}
  }

  RuntimeApi(FunctionConfiguration function, InstantSource clock) {
    this.functionArn = function.arn();
    this.clock = clock;
    this.server = LocalServer.start(clock, this::answer);
  }

  /** {@code host:port}, as {@code AWS_LAMBDA_RUNTIME_API} has it. */
  String address() {
    return server.uri().getAuthority();
  }

  /** Done once the process, new or after its last answer, asks for an event or is over. */
  synchronized CompletableFuture<State> state() {
    return state;
  }

  /** Hands an event to the process. The outcome comes when the process posts it. */
  synchronized CompletableFuture<Invocation> submit(String payload, Duration timeout) {
    if (state.getNow(null) instanceof State.Over(Invocation failure)) {
      return CompletableFuture.completedFuture(failure); // it ended since it asked
    }
    String id = UUID.randomUUID().toString();
    CompletableFuture<Invocation> outcome = new CompletableFuture<>();
    open.put(id, outcome);
    events.add(Optional.of(new Event(id, payload, clock.instant().plus(timeout).toEpochMilli())));
    return outcome;
  }

  /** The process has ended: what is open will not be answered any more. */
  void processEnded(int exitCode) {
    Invocation crashed = new Invocation.Crashed(exitCode);
    becomes(new State.Over(crashed));
    open.values().forEach(outcome -> outcome.complete(crashed));
    open.clear();
  }

  private synchronized void becomes(State now) {
    if (over) {
      return; // the first reason is the one that counts
    }
    over = now instanceof State.Over;
    state.complete(now);
    state = CompletableFuture.completedFuture(now);
  }

  /** After an answer the process may ask for more, or end. */
  private synchronized void becomesUnknown() {
    if (!over) {
      state = new CompletableFuture<>();
    }
  }

  private Reply answer(Request request) throws InterruptedException {
    String path = request.path();
    if (request.method().equals("GET") && path.equals(ROOT + "invocation/next")) {
      becomes(new State.Ready());
      return events.take().map(RuntimeApi.this::next).orElseGet(Reply.Reset::new); // empty: the end
    }
    if (request.method().equals("POST") && path.equals(ROOT + "init/error")) {
      becomes(new State.Over(failure(request)));
      return accepted();
    }
    if (request.method().equals("POST") && path.startsWith(ROOT + "invocation/")) {
      String[] idAndKind = path.substring((ROOT + "invocation/").length()).split("/", 2);
      if (idAndKind.length == 2) {
        return outcome(idAndKind[0], idAndKind[1], request);
      }
    }
    return error(404, "InvalidPath", "No such resource of the Runtime API.");
  }

  private Reply next(Event event) {
    return Response.json(200, event.payload())
        .with("Lambda-Runtime-Aws-Request-Id", event.requestId())
        .with("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadlineMillis()))
        .with("Lambda-Runtime-Invoked-Function-Arn", functionArn)
        .with("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
  }

  private Reply outcome(String id, String kind, Request request) {
    CompletableFuture<Invocation> outcome = open.remove(id);
    if (outcome == null) {
      return error(400, "InvalidRequestID", "No invocation with this id is open.");
    }
    becomesUnknown();
    if (kind.equals("error")) {
      outcome.complete(failure(request));
      return accepted();
    }
    int bytes = request.body().getBytes(UTF_8).length;
    if (bytes > MAX_PAYLOAD_BYTES) {
      String message =
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
      outcome.complete(new Invocation.Failed("Function.ResponseSizeTooLarge", message, ""));
      return error(413, "RequestEntityTooLarge", message);
    }
    outcome.complete(new Invocation.Answered(request.body()));
    return accepted();
  }

  private static Invocation failure(Request request) {
    String raw = request.body();
    String type = request.header("Lambda-Runtime-Function-Error-Type").orElse("Unhandled");
    try {
      JsonNode error = JSON.readTree(raw);
      return new Invocation.Failed(
          error.path("errorType").asText(type), error.path("errorMessage").asText(""), raw);
    } catch (JsonProcessingException _) {
      return new Invocation.Failed(type, "", raw); // a runtime may post what it likes
    }
  }

  private static Reply accepted() {
    return Response.json(202, "{\"status\":\"OK\"}");
  }

  private static Reply error(int status, String type, String message) {
    return Response.json(
        status, "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}");
  }

  @Override
  public void close() {
    events.add(Optional.empty());
    server.close();
  }
}
