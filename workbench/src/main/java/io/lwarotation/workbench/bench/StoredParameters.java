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
import java.util.Map;

/** Stores parameters in the stand-in of AWS. */
record StoredParameters(HttpClient client, URI aws, InstantSource clock) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final FormalSignature SIGNATURE =
      new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, "ssm");

  /** Stores an application's credentials; the variables that name them. */
  Map<String, String> credentials(String app, Application application) throws IOException {
    String path = "/" + app;
    put(path + "/lwa/clientidentifier", application.clientId());
    put(path + "/lwa/clientsecret", application.clientSecret());
    put(path + "/refreshToken", application.refreshToken());
    put(path + "/lwa/rotation", "NOT-SET");
    return Map.of(
        "LWA_APP", app,
        "LWA_CLIENT_ID_PARAMETER", path + "/lwa/clientidentifier",
        "LWA_CLIENT_SECRET_PARAMETER", path + "/lwa/clientsecret",
        "LWA_REFRESH_TOKEN_PARAMETER", path + "/refreshToken",
        "LWA_ROTATION_RECORD_PARAMETER", path + "/lwa/rotation");
  }

  void put(String name, String value) throws IOException {
    ObjectNode body =
        JSON.createObjectNode().put("Name", name).put("Type", "SecureString").put("Value", value);
    HttpResponse<String> answer =
        SIGNATURE.ask(
            client, aws, "1.1", "AmazonSSM.PutParameter", body.toString(), clock.instant());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("LocalAws refused " + name + ": " + answer.body());
    }
  }
}
