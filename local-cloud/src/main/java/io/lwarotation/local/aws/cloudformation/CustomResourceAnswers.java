package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import io.lwarotation.local.http.Reply;
import io.lwarotation.local.http.Request;
import io.lwarotation.local.http.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes what functions of custom resources answer: in AWS a PUT to a presigned address in S3, whose
 * signature covers an empty content type.
 */
public final class CustomResourceAnswers {
  private static final String PATH = "/cloudformation-custom-resource-response/";
  private static final int MAX_CHARACTERS = 4096;

  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();

  public static Optional<String> tokenOf(Request request) {
    return request.path().startsWith(PATH)
        ? Optional.of(request.path().substring(PATH.length()))
        : Optional.empty();
  }

  /** The path to which the function of one event answers. */
  String expect(String token) {
    expected.add(token);
    return PATH + token;
  }

  public Reply take(String token, Request request) {
    if (!request.method().equals("PUT") || !expected.contains(token)) {
      return refuse("AccessDenied");
    }
    if (!request.header("content-type").orElse("").isEmpty()) {
      return refuse("SignatureDoesNotMatch");
    }
    try {
      JsonNode answer = Json.read(request.body());
      if (request.body().length() <= MAX_CHARACTERS) {
        answers.put(token, answer);
      }
      return Response.empty(200).asReply();
    } catch (NotJsonException _) {
      return Response.empty(200).asReply(); // S3 takes anything; CloudFormation then sees no answer
    }
  }

  private static Reply refuse(String code) {
    return Response.of(403, "application/xml", "<Error><Code>" + code + "</Code></Error>")
        .asReply();
  }

  /** The answer, if one came. No other is taken from now on. */
  Optional<JsonNode> end(String token) {
    expected.remove(token);
    return Optional.ofNullable(answers.remove(token));
  }
}
