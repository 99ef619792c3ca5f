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

  /** An answer of Login with Amazon: flat JSON. */
  static Response lwa(int status, ObjectNode body) {
    return Response.of(status, "application/json;charset=UTF-8", body.toString())
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache");
  }

  /** An error of Login with Amazon. */
  public static Response lwaError(int status, String error, String description) {
    return lwa(
        status, JSON.createObjectNode().put("error_description", description).put("error", error));
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

  static Response invalidInput(String message) {
    return spApiError(400, "InvalidInput", message, "");
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
