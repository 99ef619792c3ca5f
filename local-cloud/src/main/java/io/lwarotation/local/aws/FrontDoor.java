package io.lwarotation.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Signature;
import io.lwarotation.local.aws.wire.Wire;
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

/** Tells which service and operation a request is for, and has it answered, or not. */
record FrontDoor(
    Cloud cloud,
    List<Endpoint> endpoints,
    Map<String, String> accountsByKey,
    Journal journal,
    Faults faults)
    implements Handler {
  /** What a request asks, and who answers. */
  private record Asked(
      Wire wire, String service, String operation, Function<Caller.OfAccount, Response> call) {}

  @Override
  public Reply answer(Request request) {
    try {
      return serve(request, asked(request));
    } catch (AwsException e) { // nobody here is meant
      return Protocol.refusal(Protocol.of(request), e, cloud.account().newId());
    }
  }

  private Asked asked(Request request) {
    String line = request.method() + " " + request.path();
    for (RestOperations.Route route : new RestOperations(cloud).routes()) {
      Matcher path = route.path().matcher(line);
      if (path.matches()) {
        return new Asked(
            Wire.REST,
            route.service(),
            route.operation(),
            _ -> route.call().apply(path.group(1), request));
      }
    }
    Wire wire = Protocol.of(request);
    List<String> asked = Protocol.asked(wire, request);
    String operation = asked.getLast();
    Endpoint endpoint =
        endpoints.stream()
            .filter(one -> one.isMeant(wire, asked.getFirst()))
            .findFirst()
            .orElseThrow(() -> AwsException.notModelled("the service " + asked + " over " + wire));
    return new Asked(
        wire,
        endpoint.signingName(),
        operation,
        caller -> {
          Input input = Protocol.input(wire, request);
          // As in AWS, the one who asked does not wait for functions that this starts.
          ObjectNode answer =
              cloud
                  .lock()
                  .hold(
                      () -> endpoint.service().answer(caller, operation, input),
                      Thread::startVirtualThread);
          return Protocol.answer(endpoint, operation, answer, cloud.account().newId());
        });
  }

  private Reply serve(Request request, Asked asked) {
    Optional<Fault> fault = faults.take(asked.service(), asked.operation());
    if (fault.isEmpty()) {
      return perform(request, asked);
    }
    return switch (fault.get()) {
      case Fault.Throttled _ -> refuse(asked, Protocol.throttled(asked.wire()));
      case Fault.AccessDenied _ -> refuse(asked, denied(asked));
      case Fault.Refused(int status, String code, String message) ->
          refuse(asked, new AwsException(status, code, message));
      case Fault.NotAws(int status, String page) -> {
        note(asked, Optional.of(status), Optional.of("NotAws"));
        yield Response.of(status, "text/html", page);
      }
      case Fault.Reset _ -> {
        note(asked, Optional.empty(), Optional.of("Reset"));
        yield new Reply.Reset();
      }
      case Fault.AnswerLost _ -> {
        Response _ = perform(request, asked);
        yield new Reply.Reset();
      }
      case Fault.Slow(var after) -> new Reply.Slow(after, perform(request, asked));
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
      String key = signature.accessKeyId();
      String account = accountsByKey.getOrDefault(key, cloud.account().id());
      Response answer = asked.call().apply(new Caller.OfAccount(account, key));
      note(asked, Optional.of(answer.status()), Optional.empty());
      return answer.with("x-amzn-RequestId", cloud.account().newId());
    } catch (AwsException e) {
      return refuse(asked, e);
    }
  }

  private Response refuse(Asked asked, AwsException e) {
    note(asked, Optional.of(e.status()), Optional.of(e.code()));
    return Protocol.refusal(asked.wire(), e, cloud.account().newId());
  }

  private void note(Asked asked, Optional<Integer> status, Optional<String> error) {
    journal.add(asked.service(), asked.operation(), status, error);
  }
}
