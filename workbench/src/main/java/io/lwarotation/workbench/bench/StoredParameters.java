package io.lwarotation.workbench.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Stores parameters in the stand-in of AWS. */
record StoredParameters(HttpClient client, URI aws, InstantSource clock) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final FormalSignature SIGNATURE =
      new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, "ssm");

  /** Stores an application's credentials; the variables that name them. */
  Map<String, String> credentials(String app, Application application) throws IOException {
    String secure = "SecureString";
    Map<String, String> environment = new HashMap<>();
    environment.put("LWA_APP", app);
    environment.put(
        "LWA_CLIENT_ID_PARAMETER",
        put("/" + app + "/lwa/clientidentifier", secure, application.clientId()));
    environment.put(
        "LWA_CLIENT_SECRET_PARAMETER",
        put("/" + app + "/lwa/clientsecret", secure, application.clientSecret()));
    environment.put(
        "LWA_REFRESH_TOKEN_PARAMETER",
        put("/" + app + "/refreshToken", secure, application.refreshToken()));
    environment.put(
        "LWA_ROTATION_RECORD_PARAMETER", put("/" + app + "/lwa/rotation", "String", "NOT-SET"));
    return environment;
  }

  /** Stores one; its name. */
  String put(String name, String type, String value) throws IOException {
    ObjectNode body =
        JSON.createObjectNode().put("Name", name).put("Type", type).put("Value", value);
    String target = "AmazonSSM.PutParameter";
    HttpResponse<String> answer =
        SIGNATURE.ask(client, aws, "1.1", target, body.toString(), clock.instant());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("LocalAws refused " + name + ": " + answer.body());
    }
    return name;
  }
}
