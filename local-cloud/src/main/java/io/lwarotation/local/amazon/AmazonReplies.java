package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.http.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in the two services' forms, as both fakes and tests that order faults need them. */
public final class AmazonReplies {
  static final JsonMapper JSON = new JsonMapper();

  private AmazonReplies() {}

  /** An error of Login with Amazon: flat JSON. */
  public static Response lwaError(int status, String error, String description) {
    return lwaError(status, error, description, 0);
  }

  /**
   * The same in one of the shapes that occur: key order and extra keys differ between answers.
   *
   * @param shape any number; equal numbers give equal shapes
   */
  static Response lwaError(int status, String error, String description, long shape) {
    ObjectNode body = JSON.createObjectNode();
    if (shape % 2 == 0) {
      body.put("error_description", description).put("error", error);
    } else {
      body.put("error", error).put("error_description", description);
    }
    if (shape % 3 == 0) {
      body.put("request_id", "EXAMPLE-" + shape).put("error_index", "");
    }
    return Response.of(status, "application/json;charset=UTF-8", body.toString())
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }

  /**
   * An error of SP-API.
   *
   * @param details left out if null
   */
  public static Response spApiError(
      int status, String code, String message, @Nullable String details) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode error = body.putArray("errors").addObject();
    error.put("code", code).put("message", message);
    if (details != null) {
      error.put("details", details);
    }
    return Response.json(status, body.toString());
  }

  /** SP-API's 403: the same code and message always, only the details tell. */
  public static Response denied(@Nullable String details) {
    return spApiError(403, "Unauthorized", "Access to requested resource is denied.", details);
  }

  /** A redirect to another host, which a token must never follow. */
  public static Response redirect(String location) {
    return new Response(302, Map.of("Location", location), "");
  }
}
