package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
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
public record CustomResourceAnswers(Set<String> expected, Map<String, JsonNode> answers) {
  private static final String PATH = "/cloudformation-custom-resource-response/";
  private static final int MAX_CHARACTERS = 4096;

  CustomResourceAnswers() {
    this(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
  }

  public static boolean isOne(Request request) {
    return request.path().startsWith(PATH);
  }

  /** The path to which the function of one event answers. */
  String expect(String token) {
    expected.add(PATH + token);
    return PATH + token;
  }

  public Response take(Request request) {
    if (!request.method().equals("PUT") || !expected.contains(request.path())) {
      return refuse("AccessDenied");
    }
    if (!request.header("content-type").orElse("").isEmpty()) {
      return refuse("SignatureDoesNotMatch");
    }
    try {
      JsonNode answer = Json.read(request.body());
      if (request.body().length() <= MAX_CHARACTERS) {
        answers.put(request.path(), answer);
      }
    } catch (NotJsonException _) {
      return Response.empty(200); // S3 takes anything; CloudFormation then sees no answer
    }
    return Response.empty(200);
  }

  private static Response refuse(String code) {
    return Response.of(403, "application/xml", "<Error><Code>" + code + "</Code></Error>");
  }

  /** The answer, if one came. No other is taken from now on. */
  Optional<JsonNode> end(String path) {
    expected.remove(path);
    return Optional.ofNullable(answers.remove(path));
  }
}
