package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Cbor;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.FormTree;
import io.lwarotation.local.aws.wire.Ids;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import io.lwarotation.local.aws.wire.Service;
import io.lwarotation.local.aws.wire.Signature;
import io.lwarotation.local.aws.wire.StateLock;
import io.lwarotation.local.aws.wire.Wire;
import io.lwarotation.local.aws.wire.Xml;
import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which service and operation a request is for, and answers in that service's protocol. */
final class FrontDoor implements Handler {
  private static final Pattern RPC_PATH =
      Pattern.compile("/service/([A-Za-z0-9_]+)/operation/([A-Za-z0-9_]+)");

  private final Account account;
  private final InstantSource clock;
  private final StateLock lock;
  private final Ids ids;
  private final List<Endpoint> endpoints;
  private final Map<String, String> accountsByKey;
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();

  FrontDoor(
      Account account,
      InstantSource clock,
      StateLock lock,
      Ids ids,
      List<Endpoint> endpoints,
      Map<String, String> accountsByKey) {
    this.account = account;
    this.clock = clock;
    this.lock = lock;
    this.ids = ids;
    this.endpoints = List.copyOf(endpoints);
    this.accountsByKey = Map.copyOf(accountsByKey);
  }

  Journal journal() {
    return journal;
  }

  Faults faults() {
    return faults;
  }

  @Override
  public Reply answer(Request request) {
    if (!request.method().equals("POST")) {
      return Response.of(405, "text/plain", "LocalAws takes POST only here.").asReply();
    }
    if (request.header("smithy-protocol").isPresent()) {
      return cbor(request);
    }
    Optional<String> target = request.header("x-amz-target");
    return target.isPresent() ? json(request, target.get()) : query(request);
  }

  private Reply cbor(Request request) {
    Matcher path = RPC_PATH.matcher(request.path());
    if (!request.header("smithy-protocol").orElse("").equals("rpc-v2-cbor") || !path.matches()) {
      return unknown("Smithy protocol or path");
    }
    return endpoints.stream()
        .filter(one -> one.wire() == Wire.CBOR && one.prefix().equals(path.group(1)))
        .findFirst()
        .map(one -> serve(request, one, path.group(2)))
        .orElseGet(() -> unknown("path"));
  }

  private static Reply unknown(String mark) {
    return Response.json(
            501,
            "{\"__type\":\"NotModelled\",\"message\":\"LocalAws has no service of this "
                + mark
                + ".\"}")
        .asReply();
  }

  private Reply json(Request request, String target) {
    int dot = target.indexOf('.');
    String prefix = target.substring(0, Math.max(dot, 0));
    String operation = target.substring(dot + 1);
    Optional<Endpoint> found =
        endpoints.stream()
            .filter(one -> one.wire() == Wire.JSON_1_0 || one.wire() == Wire.JSON_1_1)
            .filter(one -> one.prefix().equals(prefix))
            .findFirst();
    if (found.isEmpty()) {
      return unknown("X-Amz-Target");
    }
    return serve(request, found.get(), operation);
  }

  private Reply query(Request request) {
    String operation = request.form().getOrDefault("Action", "");
    String service;
    try {
      service = Signature.of(request).service();
    } catch (AwsException e) {
      return queryError(e).asReply();
    }
    Optional<Endpoint> found =
        endpoints.stream()
            .filter(one -> one.wire() == Wire.QUERY && one.signingName().equals(service))
            .findFirst();
    if (found.isEmpty()) {
      return queryError(AwsException.notModelled("the query protocol of " + service)).asReply();
    }
    return serve(request, found.get(), operation);
  }

  private Reply serve(Request request, Endpoint endpoint, String operation) {
    Optional<Fault> fault = faults.take(endpoint.signingName(), operation);
    if (fault.isEmpty()) {
      return perform(request, endpoint, operation).asReply();
    }
    return switch (fault.get()) {
      case Fault.Throttled _ -> refuse(endpoint, operation, throttled(endpoint)).asReply();
      case Fault.ServerError _ ->
          refuse(endpoint, operation, new AwsException(500, "InternalServerError", "")).asReply();
      case Fault.AccessDenied _ ->
          refuse(endpoint, operation, denied(endpoint, operation)).asReply();
      case Fault.Refused(int status, String code, String message) ->
          refuse(endpoint, operation, new AwsException(status, code, message)).asReply();
      case Fault.NotAws(int status, String page) -> {
        note(endpoint, operation, Optional.of("NotAws"));
        yield Response.of(status, "text/html", page).asReply();
      }
      case Fault.Reset _ -> {
        note(endpoint, operation, Optional.of("Reset"));
        yield new Reply.Reset();
      }
      case Fault.AnswerLost _ -> {
        perform(request, endpoint, operation);
        yield new Reply.Reset();
      }
      case Fault.Slow(var after) ->
          new Reply.Slow(after, perform(request, endpoint, operation).asReply());
    };
  }

  private static AwsException throttled(Endpoint endpoint) {
    String code = endpoint.wire() == Wire.QUERY ? "Throttling" : "ThrottlingException";
    return AwsException.badRequest(code, "Rate exceeded");
  }

  private static AwsException denied(Endpoint endpoint, String operation) {
    return AwsException.badRequest(
        "AccessDeniedException",
        "User is not authorized to perform: " + endpoint.signingName() + ":" + operation);
  }

  private Response perform(Request request, Endpoint endpoint, String operation) {
    try {
      Signature signature = Signature.of(request);
      signature.require(endpoint.signingName(), account.region());
      Caller.OfAccount caller =
          new Caller.OfAccount(
              accountsByKey.getOrDefault(signature.accessKeyId(), account.id()),
              signature.accessKeyId());
      Response answer =
          switch (endpoint.service()) {
            case Service.OfJson service -> {
              Input input = new Input(body(request, endpoint));
              ObjectNode json = inTurn(() -> service.answer(caller, operation, input));
              yield structured(200, endpoint, json);
            }
            case Service.OfQuery service -> {
              Input input = new Input(FormTree.of(request.form()));
              Xml xml = inTurn(() -> service.answer(caller, operation, input));
              yield Response.of(
                  200, endpoint.wire().contentType(), result(endpoint, operation, xml));
            }
          };
      note(endpoint, operation, Optional.empty());
      return answer.with("x-amzn-RequestId", ids.next());
    } catch (AwsException e) {
      return refuse(endpoint, operation, e);
    }
  }

  private <T> T inTurn(Supplier<T> work) {
    StateLock.Outcome<T> outcome = lock.hold(work);
    // As in AWS, the one who asked does not wait for functions that this starts.
    outcome.later().forEach(Thread::startVirtualThread);
    return outcome.value();
  }

  private static JsonNode body(Request request, Endpoint endpoint) {
    String type = request.header("content-type").orElse("");
    String wanted = endpoint.wire().contentType();
    if (!type.equals(wanted)) {
      throw AwsException.badRequest(
          "SerializationException", "Content-Type must be " + wanted + ".");
    }
    try {
      JsonNode body =
          endpoint.wire() == Wire.CBOR ? Cbor.read(request.body()) : Json.read(request.body());
      if (!body.isObject()) {
        throw AwsException.badRequest("SerializationException", "The body is not an object.");
      }
      return body;
    } catch (NotJsonException e) {
      throw AwsException.badRequest("SerializationException", "The body is " + e.getMessage());
    }
  }

  private String result(Endpoint endpoint, String operation, Xml content) {
    return "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult><ResponseMetadata>%4$s</ResponseMetadata></%1$sResponse>"
        .formatted(operation, endpoint.prefix(), content, new Xml().text("RequestId", ids.next()));
  }

  private Response refuse(Endpoint endpoint, String operation, AwsException e) {
    note(endpoint, operation, Optional.of(e.code()));
    if (endpoint.wire() == Wire.QUERY) {
      return queryError(e);
    }
    ObjectNode body = Json.object().put("__type", e.code());
    if (!e.text().isEmpty()) {
      body.put("message", e.text());
    }
    Response answer = structured(e.status(), endpoint, body).with("x-amzn-RequestId", ids.next());
    return e.queryCode().isEmpty()
        ? answer
        : answer.with("x-amzn-query-error", e.queryCode() + ";Sender");
  }

  private static Response structured(int status, Endpoint endpoint, ObjectNode body) {
    String type = endpoint.wire().contentType();
    return endpoint.wire() == Wire.CBOR
        ? Response.of(status, type, Cbor.write(body)).with("smithy-protocol", "rpc-v2-cbor")
        : Response.of(status, type, body.toString());
  }

  private Response queryError(AwsException e) {
    Xml xml = new Xml();
    xml.within(
        "ErrorResponse",
        () ->
            xml.within(
                    "Error",
                    () ->
                        xml.text("Type", e.status() < 500 ? "Sender" : "Receiver")
                            .text("Code", e.code())
                            .text("Message", e.text()))
                .text("RequestId", ids.next()));
    return Response.of(e.status(), "text/xml", xml.toString());
  }

  private void note(Endpoint endpoint, String operation, Optional<String> error) {
    journal.add(new Journal.Entry(endpoint.signingName(), operation, error, clock.instant()));
  }
}
