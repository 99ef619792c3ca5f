package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Cbor;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.FormTree;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import io.lwarotation.local.aws.wire.Signature;
import io.lwarotation.local.aws.wire.Wire;
import io.lwarotation.local.aws.wire.Xml;
import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Journal;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which service and operation a request is for, and answers in that service's protocol. */
final class FrontDoor implements Handler {
  private static final Pattern RPC_PATH =
      Pattern.compile("/service/([A-Za-z0-9_]+)/operation/([A-Za-z0-9_]+)");

  private final Cloud cloud;
  private final List<RestOperations.Route> routes;
  private final List<Endpoint> endpoints;
  private final Map<String, String> accountsByKey;
  private final Journal journal;
  private final Faults faults = new Faults();

  /** What a request asks, and who answers. */
  private record Asked(
      Wire wire, String service, String operation, Function<Caller.OfAccount, Response> call) {}

  FrontDoor(Cloud cloud, List<Endpoint> endpoints, Map<String, String> accountsByKey) {
    this.cloud = cloud;
    this.routes = new RestOperations(cloud).routes();
    this.endpoints = List.copyOf(endpoints);
    this.accountsByKey = Map.copyOf(accountsByKey);
    this.journal = new Journal();
  }

  Journal journal() {
    return journal;
  }

  Faults faults() {
    return faults;
  }

  @Override
  public Reply answer(Request request) {
    try {
      return serve(request, asked(request));
    } catch (AwsException e) {
      return refusal(wire(request), e).asReply(); // nobody here is meant
    }
  }

  private static Wire wire(Request request) {
    if (request.header("smithy-protocol").isPresent()) {
      return Wire.CBOR;
    }
    if (request.header("x-amz-target").isPresent()) {
      return Wire.JSON_1_1;
    }
    return request.form().containsKey("Action") ? Wire.QUERY : Wire.REST;
  }

  private Asked asked(Request request) {
    String line = request.method() + " " + request.path();
    for (RestOperations.Route route : routes) {
      Matcher path = route.path().matcher(line);
      if (path.matches()) {
        return new Asked(
            Wire.REST,
            route.service(),
            route.operation(),
            _ -> route.call().apply(path.group(1), request));
      }
    }
    return switch (wire(request)) {
      case CBOR -> {
        Matcher path = RPC_PATH.matcher(request.path());
        boolean known = request.header("smithy-protocol").orElse("").equals("rpc-v2-cbor");
        yield path.matches() && known
            ? asked(request, Wire.CBOR, path.group(1), path.group(2))
            : asked(request, Wire.CBOR, "", "");
      }
      case QUERY ->
          asked(
              request,
              Wire.QUERY,
              Signature.of(request).service(),
              request.form().getOrDefault("Action", ""));
      case REST -> throw AwsException.notModelled("this method and path");
      case JSON_1_0, JSON_1_1 -> {
        String[] target = request.header("x-amz-target").orElse("").split("\\.", 2);
        yield asked(request, Wire.JSON_1_1, target[0], target.length == 2 ? target[1] : "");
      }
    };
  }

  private Asked asked(Request request, Wire wire, String name, String operation) {
    Endpoint endpoint =
        endpoints.stream()
            .filter(one -> one.isMeant(wire, name))
            .findFirst()
            .orElseThrow(
                () -> AwsException.notModelled("the service \"" + name + "\" over " + wire));
    return new Asked(
        endpoint.wire(),
        endpoint.signingName(),
        operation,
        caller -> {
          Input input = new Input(body(request, endpoint.wire()));
          // As in AWS, the one who asked does not wait for functions that this starts.
          ObjectNode answer =
              cloud
                  .lock()
                  .hold(
                      () -> endpoint.service().answer(caller, operation, input),
                      Thread::startVirtualThread);
          return written(endpoint, operation, answer);
        });
  }

  private static JsonNode body(Request request, Wire wire) {
    if (wire == Wire.QUERY) {
      return FormTree.of(request.form());
    }
    if (!request.header("content-type").orElse("").equals(wire.contentType())) {
      throw serialization("Content-Type must be " + wire.contentType() + ".");
    }
    try {
      JsonNode body = wire == Wire.CBOR ? Cbor.read(request.body()) : Json.read(request.body());
      if (!body.isObject()) {
        throw serialization("The body is not an object.");
      }
      return body;
    } catch (NotJsonException e) {
      throw serialization("The body is " + e.getMessage());
    }
  }

  private static AwsException serialization(String message) {
    return AwsException.badRequest("SerializationException", message);
  }

  private Response written(Endpoint endpoint, String operation, ObjectNode answer) {
    if (endpoint.wire() != Wire.QUERY) {
      return structured(200, endpoint.wire(), answer);
    }
    return Response.of(
        200,
        endpoint.wire().contentType(),
        "<%1$sResponse xmlns=\"%2$s\">%3$s<ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>"
            .formatted(
                operation,
                endpoint.prefix(),
                Xml.of(operation + "Result", answer),
                cloud.account().newId()));
  }

  private static Response structured(int status, Wire wire, ObjectNode body) {
    return wire == Wire.CBOR
        ? Response.of(status, wire.contentType(), Cbor.write(body))
            .with("smithy-protocol", "rpc-v2-cbor")
        : Response.of(status, wire.contentType(), Json.write(body));
  }

  private Reply serve(Request request, Asked asked) {
    Optional<Fault> fault = faults.take(asked.service(), asked.operation());
    if (fault.isEmpty()) {
      return perform(request, asked).asReply();
    }
    return switch (fault.get()) {
      case Fault.Throttled _ -> refuse(asked, throttled(asked.wire())).asReply();
      case Fault.AccessDenied _ -> refuse(asked, denied(asked)).asReply();
      case Fault.Refused(int status, String code, String message) ->
          refuse(asked, new AwsException(status, code, message)).asReply();
      case Fault.NotAws(int status, String page) -> {
        note(asked, status, "NotAws");
        yield Response.of(status, "text/html", page).asReply();
      }
      case Fault.Reset _ -> {
        note(asked, 0, "Reset");
        yield new Reply.Reset();
      }
      case Fault.AnswerLost _ -> {
        perform(request, asked);
        yield new Reply.Reset();
      }
      case Fault.Slow(var after) -> new Reply.Slow(after, perform(request, asked).asReply());
    };
  }

  private static AwsException throttled(Wire wire) {
    return switch (wire) {
      case QUERY -> AwsException.badRequest("Throttling", "Rate exceeded");
      case REST -> new AwsException(429, "TooManyRequestsException", "Rate Exceeded.");
      case JSON_1_0, JSON_1_1, CBOR ->
          AwsException.badRequest("ThrottlingException", "Rate exceeded");
    };
  }

  private static AwsException denied(Asked asked) {
    String right = asked.operation().equals("Invoke") ? "InvokeFunction" : asked.operation();
    return new AwsException(
        asked.wire() == Wire.REST ? 403 : 400,
        "AccessDeniedException",
        "User is not authorized to perform: " + asked.service() + ":" + right);
  }

  private Response perform(Request request, Asked asked) {
    try {
      Signature signature = Signature.of(request);
      signature.require(asked.service(), cloud.account().region());
      Caller.OfAccount caller =
          new Caller.OfAccount(
              accountsByKey.getOrDefault(signature.accessKeyId(), cloud.account().id()),
              signature.accessKeyId());
      Response answer = asked.call().apply(caller);
      journal.add(
          asked.service(), asked.operation(), Optional.of(answer.status()), Optional.empty());
      return answer.with("x-amzn-RequestId", cloud.account().newId());
    } catch (AwsException e) {
      return refuse(asked, e);
    }
  }

  private Response refuse(Asked asked, AwsException e) {
    note(asked, e.status(), e.code());
    return refusal(asked.wire(), e);
  }

  private void note(Asked asked, int status, String error) {
    journal.add(
        asked.service(),
        asked.operation(),
        Optional.of(status).filter(one -> one > 0),
        Optional.of(error));
  }

  private Response refusal(Wire wire, AwsException e) {
    String id = cloud.account().newId();
    return switch (wire) {
      case QUERY -> {
        ObjectNode body = Json.object();
        body.putObject("Error")
            .put("Type", e.status() < 500 ? "Sender" : "Receiver")
            .put("Code", e.code())
            .put("Message", e.text());
        yield Response.of(
            e.status(), "text/xml", Xml.of("ErrorResponse", body.put("RequestId", id)));
      }
      case REST ->
          Response.json(
                  e.status(), Json.object().put("Type", "User").put("Message", e.text()).toString())
              .with("x-amzn-ErrorType", e.code());
      case JSON_1_0, JSON_1_1, CBOR -> {
        ObjectNode body = Json.object().put("__type", e.code());
        if (!e.text().isEmpty()) {
          body.put("message", e.text());
        }
        Response answer = structured(e.status(), wire, body).with("x-amzn-RequestId", id);
        yield e.queryCode().isEmpty()
            ? answer
            : answer.with("x-amzn-query-error", e.queryCode() + ";Sender");
      }
    };
  }
}
