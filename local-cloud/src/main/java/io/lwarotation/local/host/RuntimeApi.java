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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's side of the Runtime API, for one process, which gets one event after the other
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 */
final class RuntimeApi implements AutoCloseable {
  /** Of requests and answers of synchronous invocations. */
  static final int MAX_PAYLOAD_BYTES = 6_291_556;

  private static final String ROOT = "/2018-06-01/runtime/";
  private static final Response ACCEPTED = Response.json(202, "{\"status\":\"OK\"}");
  private static final InstantSource CLOCK = InstantSource.system();
  private static final JsonMapper JSON = new JsonMapper();

  private final String functionArn;
  private final LocalServer server = LocalServer.start(CLOCK, this::answer);

  /** What the process gets when it asks for an event. */
  private final BlockingQueue<Reply> events = new LinkedBlockingQueue<>();

  private CompletableFuture<Optional<Invocation>> state = new CompletableFuture<>();
  private String openId = "";
  private CompletableFuture<Invocation> open = new CompletableFuture<>();

  RuntimeApi(String functionArn) {
    this.functionArn = functionArn;
  }

  /** {@code host:port}, as {@code AWS_LAMBDA_RUNTIME_API} has it. */
  String address() {
    return server.uri().getAuthority();
  }

  /**
   * Done once the process, new or after its last answer, asks for an event, or never will: then
   * with the reason, that its construction failed or that it has ended.
   */
  synchronized CompletableFuture<Optional<Invocation>> state() {
    return state;
  }

  /** Hands an event to the process. The outcome comes when the process posts it. */
  synchronized CompletableFuture<Invocation> submit(String payload, Duration timeout) {
    openId = UUID.randomUUID().toString();
    open = new CompletableFuture<>();
    over().ifPresent(open::complete); // it ended since it asked
    long deadline = CLOCK.instant().plus(timeout).toEpochMilli();
    events.add(
        Response.json(200, payload)
            .with("Lambda-Runtime-Aws-Request-Id", openId)
            .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline))
            .with("Lambda-Runtime-Invoked-Function-Arn", functionArn)
            .with("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0"));
    return open;
  }

  private Optional<Invocation> over() {
    return state.getNow(Optional.empty());
  }

  /** The process has ended: what is open will not be answered any more. */
  synchronized void processEnded(int exitCode) {
    becomes(Optional.of(new Invocation.Crashed(exitCode)));
    open.complete(new Invocation.Crashed(exitCode));
  }

  private synchronized void becomes(Optional<Invocation> now) {
    if (over().isEmpty()) { // the first reason is the one that counts
      state.complete(now);
      state = CompletableFuture.completedFuture(now);
    }
  }

  private Reply answer(Request request) throws InterruptedException, JsonProcessingException {
    String line = request.method() + " " + request.path();
    if (line.equals("GET " + ROOT + "invocation/next")) {
      becomes(Optional.empty());
      return events.take();
    }
    if (line.equals("POST " + ROOT + "init/error")) {
      becomes(Optional.of(failure(request)));
      return ACCEPTED;
    }
    return outcome(line.split("/", -1), request);
  }

  private synchronized Reply outcome(String[] path, Request request)
      throws JsonProcessingException {
    if (path.length != 6 || !path[4].equals(openId)) {
      return Response.empty(400); // no invocation with this id is open
    }
    openId = "";
    if (over().isEmpty()) {
      state = new CompletableFuture<>(); // the process may ask for more, or end
    }
    if (path[5].equals("error")) {
      open.complete(failure(request));
      return ACCEPTED;
    }
    if (request.body().getBytes(UTF_8).length > MAX_PAYLOAD_BYTES) {
      String message =
          "Response payload size exceeded maximum allowed payload size (6291556 bytes).";
      open.complete(new Invocation.Failed("Function.ResponseSizeTooLarge", message, ""));
      return Response.empty(413);
    }
    open.complete(new Invocation.Answered(request.body()));
    return ACCEPTED;
  }

  private static Invocation failure(Request request) throws JsonProcessingException {
    JsonNode error = JSON.readTree(request.body());
    return new Invocation.Failed(
        error.path("errorType").asText("Unhandled"),
        error.path("errorMessage").asText(""),
        request.body());
  }

  @Override
  public void close() {
    events.add(new Reply.Reset());
    server.close();
  }
}
