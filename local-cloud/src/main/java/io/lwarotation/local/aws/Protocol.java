package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Cbor;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.FormTree;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import io.lwarotation.local.aws.wire.Signature;
import io.lwarotation.local.aws.wire.Wire;
import io.lwarotation.local.aws.wire.Xml;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.List;

/** How each protocol says what is asked, and how it answers and refuses. */
final class Protocol {
  private Protocol() {}

  static Wire of(Request request) {
    if (request.header("smithy-protocol").orElse("").equals("rpc-v2-cbor")) {
      return Wire.CBOR;
    }
    return request.header("x-amz-target").isPresent()
        ? Wire.JSON
        : request.form().containsKey("Action") ? Wire.QUERY : Wire.REST;
  }

  /** The service, as the protocol names it, and the operation. */
  static List<String> asked(Wire wire, Request request) {
    return switch (wire) {
      case CBOR -> List.of(request.path().replaceFirst("^/service/", "").split("/operation/", 2));
      case JSON -> List.of(request.header("x-amz-target").orElse("").split("\\.", 2));
      case QUERY ->
          List.of(Signature.of(request).service(), request.form().getOrDefault("Action", ""));
      case REST -> throw AwsException.notModelled("this method and path");
    };
  }

  static Input input(Wire wire, Request request) {
    if (wire == Wire.QUERY) {
      return new Input(FormTree.of(request.form()));
    }
    String form = wire == Wire.CBOR ? "application/cbor" : "application/x-amz-json-1\\.[01]";
    try {
      String body = request.body();
      JsonNode tree = wire == Wire.CBOR ? Cbor.read(body) : Json.read(body);
      if (tree.isObject() && request.header("content-type").orElse("").matches(form)) {
        return new Input(tree);
      }
      throw serialization("The body is not an object, or Content-Type is not " + form + ".");
    } catch (NotJsonException e) {
      throw serialization("The body is " + e.getMessage());
    }
  }

  private static AwsException serialization(String message) {
    return AwsException.badRequest("SerializationException", message);
  }

  static Response answer(Endpoint endpoint, String operation, ObjectNode answer, String id) {
    return endpoint.wire() == Wire.QUERY
        ? Response.of(
            200,
            "text/xml",
            "<%1$sResponse xmlns=\"%2$s\">%3$s<ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>"
                .formatted(operation, endpoint.prefix(), Xml.of(operation + "Result", answer), id))
        : structured(200, endpoint.wire(), answer);
  }

  private static Response structured(int status, Wire wire, ObjectNode body) {
    return wire == Wire.CBOR
        ? Response.of(status, "application/cbor", Cbor.write(body))
            .with("smithy-protocol", "rpc-v2-cbor")
        : Response.of(status, "application/x-amz-json-1.1", Json.write(body));
  }

  static AwsException throttled(Wire wire) {
    return switch (wire) {
      case QUERY -> AwsException.badRequest("Throttling", "Rate exceeded");
      case REST -> new AwsException(429, "TooManyRequestsException", "Rate Exceeded.");
      case JSON, CBOR -> AwsException.badRequest("ThrottlingException", "Rate exceeded");
    };
  }

  static Response refusal(Wire wire, AwsException e, String id) {
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
      case JSON, CBOR -> {
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
