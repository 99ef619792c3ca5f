package io.lwarotation.workbench.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Stores parameters in the stand-in of AWS. */
record StoredParameters(HttpClient client, URI aws, InstantSource clock) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Stores an application's credentials; the variables that name them. */
  Map<String, String> credentials(String app, Application application) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("LWA_APP", app);
    environment.put(
        "LWA_CLIENT_ID_PARAMETER",
        put("/" + app + "/lwa/clientidentifier", "SecureString", application.clientId()));
    environment.put(
        "LWA_CLIENT_SECRET_PARAMETER",
        put("/" + app + "/lwa/clientsecret", "SecureString", application.clientSecret()));
    environment.put(
        "LWA_REFRESH_TOKEN_PARAMETER",
        put("/" + app + "/refreshToken", "SecureString", application.refreshToken()));
    environment.put(
        "LWA_ROTATION_RECORD_PARAMETER", put("/" + app + "/lwa/rotation", "String", "NOT-SET"));
    return environment;
  }

  /** Stores one; its name. */
  String put(String name, String type, String value) throws IOException {
    ObjectNode body =
        JSON.createObjectNode().put("Name", name).put("Type", type).put("Value", value);
    HttpRequest request =
        new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, "ssm")
            .sign(
                HttpRequest.newBuilder(aws)
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .header("X-Amz-Target", "AmazonSSM.PutParameter")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString(), UTF_8)),
                clock.instant());
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("LocalAws refused " + name + ": " + answer.body());
      }
      return name;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while parameters were stored", e);
    }
  }
}
