package io.lwarotation.handler;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.ByHandStore;
import io.lwarotation.core.rotation.ClientClaims;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.NewSecretQueue;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationEvents;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.RotationSettings;
import io.lwarotation.core.rotation.SecretTrial;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** The two handlers of the rotation over the real use cases and ports that hold state. */
abstract class RotationHandlerCase {
  static final ParameterNames NAMES = new ParameterNames("my-erp", "/i", "/s", "/t", "/r");
  static final ClientId CLIENT = new ClientId("amzn1.application-oa2-client.EXAMPLE");
  static final String NEW = "amzn1.oa2-cs.v1.new" + Fakes.MARKER;
  static final String EXPIRY = expiry(CLIENT.value(), "PERIODIC_ROTATION");
  final Fakes.Clock clock = new Fakes.Clock();
  final Fakes.Lwa lwa = new Fakes.Lwa();
  final Fakes.Sp spApi = new Fakes.Sp();
  final ByHandStore store = new ByHandStore();
  final List<Notice> notices = new ArrayList<>();
  final List<RotationEvents.ClientSecretRotated> events = new ArrayList<>();
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  Context context = FakeContext.of("request-1", 60_000);

  @BeforeEach
  void begin() {
    store.now = Fakes.NOW;
    store.others.put(Credential.CLIENT_ID, Secret.of(CLIENT.value()));
    store.others.put(Credential.REFRESH_TOKEN, Secret.of("Atzr|" + Fakes.MARKER));
    store.secret(Secret.of("old-" + Fakes.MARKER), Fakes.NOW.minus(Duration.ofDays(30)));
  }

  static String failed(String... messages) {
    return Stream.of(messages)
        .map("{\"itemIdentifier\":\"%s\"}"::formatted)
        .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}"));
  }

  static String newSecret(String clientId) {
    return """
    {"notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET","eventTime":"2026-11-23T08:00:00Z",
     "payload":{"applicationOAuthClientNewSecret":{"clientId":"%s","newClientSecret":"%s",
       "newClientSecretExpiryTime":"2027-05-22T08:00:00Z"}}}\
    """
        .formatted(clientId, NEW);
  }

  /** One that says 20 days from now. */
  static String expiry(String clientId, String reason) {
    return """
    {"notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY","eventTime":"2026-11-23T07:59:00Z",
     "payload":{"applicationOAuthClientSecretExpiry":{"clientId":"%s",
       "clientSecretExpiryTime":"2026-12-13T08:00:00Z","clientSecretExpiryReason":"%s"}}}\
    """
        .formatted(clientId, reason);
  }

  static String message(String id, String body) {
    return new JsonObject()
        .put("messageId", id)
        .put("body", body)
        .put("attributes", new JsonObject().put("ApproximateReceiveCount", "1"))
        .put("eventSource", "aws:sqs")
        .text();
  }

  static String event(String... messages) {
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }

  static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteArrayOutputStream out() {
    return new ByteArrayOutputStream();
  }

  String log() {
    return logged.toString(StandardCharsets.UTF_8).strip();
  }

  String accept(String... messages) throws IOException {
    ByteArrayOutputStream output = out();
    new NewSecretHandler(accepting()).handleRequest(in(event(messages)), output, context);
    return output.toString(StandardCharsets.UTF_8);
  }

  String rotate(String event) throws IOException {
    ByteArrayOutputStream output = out();
    RotateSecret useCase =
        new RotateSecret(
            "my-erp",
            new RotationPolicy(RotationSettings.STANDARD),
            store.vault(),
            store.records(),
            (client, deadline) -> new ClientClaims.Claim.Ours(),
            _ -> Optional.of(READY),
            new SecretTrial(lwa, spApi),
            (notice, _) -> notices.add(notice));
    new RotateHandler(parts("Rotate", new RotationWiring.Rotating(useCase, heeding())))
        .handleRequest(in(event), output, context);
    return output.toString(StandardCharsets.UTF_8);
  }

  static final NewSecretQueue.QueueDescription READY =
      new NewSecretQueue.QueueDescription(
          "arn:aws:sqs:us-east-1:123456789012:new",
          new AccessPolicy(
              List.of(
                  new AccessPolicy.Grant(List.of("437568002678"), List.of("sqs:*"), List.of("*"))),
              false),
          new NewSecretQueue.Encryption.BySqs());

  HeedExpiryMessage heeding() {
    return new HeedExpiryMessage(
        "my-erp", store.vault(), store.records(), (notice, _) -> notices.add(notice));
  }

  FunctionHandler.Parts<RotationWiring.Accepting> accepting() {
    return parts(
        "NewSecret",
        new RotationWiring.Accepting(
            new AcceptNewSecret(
                NAMES,
                new RotationPolicy(RotationSettings.STANDARD),
                store.vault(),
                store.records(),
                new SecretTrial(lwa, spApi),
                (event, _) -> events.add(event),
                (notice, _) -> notices.add(notice)),
            heeding()));
  }

  <U> FunctionHandler.Parts<U> parts(String event, U useCase) {
    return new FunctionHandler.Parts<>(
        Optional.of(useCase),
        "",
        new JsonLines(new PrintStream(logged, true, StandardCharsets.UTF_8), event, "my-erp"),
        clock);
  }
}
