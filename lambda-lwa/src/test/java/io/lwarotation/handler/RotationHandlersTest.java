package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.Context;
import io.lwarotation.adapter.JsonWriter;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two handlers of the rotation over the real use cases and ports that hold state. */
final class RotationHandlersTest {
  private static final ParameterNames NAMES = new ParameterNames("my-erp", "/i", "/s", "/t", "/r");
  private static final ClientId CLIENT = new ClientId("amzn1.application-oa2-client.EXAMPLE");
  private static final String NEW = "amzn1.oa2-cs.v1.new" + Fakes.MARKER;
  private static final String EXPIRY = expiry(CLIENT.value(), "PERIODIC_ROTATION");

  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();
  private final ByHandStore store = new ByHandStore();
  private final List<Notice> notices = new ArrayList<>();
  private final List<RotationEvents.ClientSecretRotated> events = new ArrayList<>();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Context context = mock(Context.class);

  @BeforeEach
  void begin() {
    store.now = Fakes.NOW;
    store.others.put(Credential.CLIENT_ID, Secret.of(CLIENT.value()));
    store.others.put(Credential.REFRESH_TOKEN, Secret.of("Atzr|" + Fakes.MARKER));
    store.secret(Secret.of("old-" + Fakes.MARKER), Fakes.NOW.minus(Duration.ofDays(30)));
    when(context.getAwsRequestId()).thenReturn("request-1");
    when(context.getRemainingTimeInMillis()).thenReturn(60_000);
  }

  @Test
  void storesANewSecretAndAcknowledgesIt() throws IOException {
    assertEquals("{\"batchItemFailures\":[]}", accept(message("m-1", newSecret(CLIENT.value()))));

    assertEquals(Optional.of(Secret.of(NEW)), store.secrets.getLast());
    assertEquals(3, events.getFirst().version());
    assertEquals(1, notices.size());
    assertEquals(
        "{\"level\":\"INFO\",\"event\":\"NewSecret\",\"app\":\"my-erp\",\"requestId\":\"request-1\","
            + "\"messageId\":\"m-1\",\"outcome\":\"Stored\",\"secretVersion\":3,"
            + "\"at\":\"2027-05-22T08:00:00Z\"}",
        log());
  }

  @Test
  void oneMessagesFailureDoesNotStopTheOthers() throws IOException {
    String answer =
        accept(
            message("m-1", "{" + Fakes.MARKER),
            message("m-2", newSecret("amzn1.application-oa2-client.other")),
            message("m-3", EXPIRY),
            message("m-4", newSecret(CLIENT.value())));

    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"},{\"itemIdentifier\":\"m-2\"}]}",
        answer);
    assertEquals(Optional.of(Secret.of(NEW)), store.secrets.getLast());
    assertEquals(4, log().lines().count());
    assertTrue(log().contains("\"outcome\":\"Never\",\"reason\":\"it is for another client id\""));
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @Test
  void aFailureOfTheStoreLeavesTheMessageInTheQueue() throws IOException {
    store.failure = new StoreException(StoreException.Kind.THROTTLED, "too many requests", null);

    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}",
        accept(message("m-1", newSecret(CLIENT.value()))));
    assertTrue(log().contains("\"reason\":\"StoreException: too many requests\""), log());
  }

  @Test
  void anUnexpectedFailureShowsWhereAndNotWhat() throws IOException {
    store.failure = new IllegalStateException(Fakes.MARKER);

    accept(message("m-1", newSecret(CLIENT.value())));

    assertTrue(log().contains("IllegalStateException at "), log());
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @Test
  void beginsNoMessageWhenTooLittleTimeIsLeft() throws IOException {
    when(context.getRemainingTimeInMillis()).thenReturn(9_000);

    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}",
        accept(message("m-1", newSecret(CLIENT.value()))));
    assertEquals(List.of(), store.writes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"Records\":[7]}",
        "{\"Records\":[{\"messageId\":\"m\"}]}",
        "{\"Records\":[{\"messageId\":\"m 1\",\"eventSource\":\"aws:sqs\"}]}",
        "{\"Records\":[{\"messageId\":1,\"eventSource\":\"aws:sqs\"}]}"
      })
  void refusesAnEventThatHasNoMessages(String event) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new NewSecretHandler(accepting()).handleRequest(in(event), out(), context));
  }

  @Test
  void aScheduleAsksForARotationThatIsDueAndSaysSo() throws IOException {
    store.secretsAt.set(1, Fakes.NOW.minus(Duration.ofDays(160)));

    assertEquals(
        "{\"outcome\":\"Requested\",\"at\":\"2026-11-23T08:00:00Z\"}",
        rotate("{\"source\":\"aws.scheduler\"}"));
    assertTrue(log().contains("\"event\":\"Rotate\",\"app\":\"my-erp\""), log());
  }

  @Test
  void theOperatorsEventAsksForAYoungSecretAndNoOtherEventDoes() throws IOException {
    store.secretsAt.set(1, Fakes.NOW.minus(Duration.ofDays(3)));

    for (String other : List.of("{}", "{\"now\":\"true\"}", "{\"detail\":{\"now\":true}}")) {
      assertTrue(rotate(other).contains("\"NotDue\""), other);
    }
    assertTrue(rotate("{ \"now\" : true }").contains("\"Requested\""), log());
  }

  @Test
  void aScheduleBeforeAnythingIsStoredIsNoFailure() throws IOException {
    store.failure = new NotConfiguredException("store them", true);

    assertEquals(
        "{\"outcome\":\"NothingStored\",\"reason\":\"store them\"}",
        rotate("{\"source\":\"aws.scheduler\"}"));
    assertTrue(log().startsWith("{\"level\":\"INFO\""), log());

    store.failure = new NotConfiguredException("store the client id", false);
    assertThrows(DiagnosedException.class, () -> rotate("{\"source\":\"aws.scheduler\"}"));
  }

  @Test
  void anExpiryMessageLowersTheEndAndThenTheDecisionRunsOnce() throws IOException {
    assertEquals(
        "{\"batchItemFailures\":[]}",
        rotate(event(message("m-1", EXPIRY), message("m-2", EXPIRY))));

    assertEquals(
        List.of("ExpiresEarlier", "ExpiryMessage", "Requested"),
        log().lines().map(line -> line.replaceAll(".*\"outcome\":\"(\\w+)\".*", "$1")).toList());
    assertEquals(List.of(), notices);
    assertEquals(Instant.parse("2026-12-13T08:00:00Z"), store.recorded().expiresAt());
  }

  @Test
  void anExpiryMessageOfAnotherClientChangesNothing() throws IOException {
    assertEquals(
        "{\"batchItemFailures\":[]}",
        rotate(event(message("m-1", expiry("amzn1.application-oa2-client.other", "X")))));

    assertEquals(List.of(), store.writes);
    assertTrue(log().contains("\"outcome\":\"NotDue\""), log());
    assertEquals(List.of(), notices);
  }

  @Test
  void tellsAtOnceOfAnEarlyEndInWhicheverQueueItComes() throws IOException {
    assertEquals(
        "{\"batchItemFailures\":[]}",
        accept(
            message("m-1", expiry(CLIENT.value(), "SECRET_EXPOSED")),
            message("m-2", expiry(CLIENT.value(), "SECRET_EXPOSED"))));

    assertEquals(1, notices.size());
    assertTrue(notices.getFirst().text().contains("Amazon's reason: SECRET_EXPOSED."));
    assertEquals(Instant.parse("2026-12-13T08:00:00Z"), store.recorded().expiresAt());
  }

  @Test
  void aNewSecretInTheWrongQueueIsNeverAcknowledged() throws IOException {
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"},{\"itemIdentifier\":\"m-2\"}]}",
        rotate(
            event(
                message("m-1", newSecret(CLIENT.value())),
                message("m-2", "{}"),
                message("m-3", EXPIRY))));
    assertTrue(log().contains("WrongQueue"), log());
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @Test
  void whatCouldNotBeDecidedComesAgain() throws IOException {
    store.failure = new StoreException(StoreException.Kind.UNREACHABLE, "no answer", null);

    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}",
        rotate(event(message("m-1", EXPIRY))));
    DiagnosedException failure = assertThrows(DiagnosedException.class, () -> rotate("{}"));
    assertEquals("Unexpected: StoreException: no answer", failure.getMessage());
    assertEquals(null, failure.getCause());
  }

  @Test
  void anIncompleteEnvironmentIsNamedWholeByTheFirstCall() {
    DiagnosedException rotate =
        assertThrows(
            DiagnosedException.class,
            () ->
                new RotateHandler(RotationWiring.rotate(Map.of("LWA_APP", "my-erp")))
                    .handleRequest(in("{}"), out(), context));
    assertTrue(rotate.remedy().contains("LWA_TOPIC_ARN is missing"), rotate.remedy());
    assertTrue(rotate.remedy().contains("LWA_NEW_SECRET_QUEUE_URL is missing"), rotate.remedy());
    DiagnosedException accept =
        assertThrows(
            DiagnosedException.class,
            () ->
                new NewSecretHandler(
                        RotationWiring.newSecret(Map.of("LWA_REMIND_AFTER_DAYS", "180")))
                    .handleRequest(in("{}"), out(), context));
    assertTrue(accept.remedy().contains("LWA_KMS_KEY_ID is missing"), accept.remedy());
    assertTrue(accept.remedy().contains("LWA_REMIND_AFTER_DAYS must be"), accept.remedy());
  }

  static Stream<Arguments> badMessages() {
    String good = newSecret(CLIENT.value());
    String expiry = "\"2027-05-22T08:00:00Z\"";
    return Stream.of(
        Arguments.of("cut off", good.substring(0, good.length() - 1)),
        Arguments.of("nested a hundred thousand times", "[".repeat(100_000)),
        Arguments.of(
            "a field twice",
            good.replace("{\"clientId\"", "{\"newClientSecret\":\"x\",\"clientId\"")),
        Arguments.of("an empty secret", good.replace(NEW, "")),
        Arguments.of("a secret with braces", good.replace(NEW, "{{ssm:" + NEW + "}}")),
        Arguments.of("an expiry in the past", good.replace(expiry, "\"2026-11-23T08:00:01Z\"")),
        Arguments.of("another client's", newSecret("amzn1.application-oa2-client.other")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badMessages")
  void aBadMessageStaysInTheQueueForAReasonWithoutContent(String name, String body)
      throws IOException {
    clock.advance(Duration.ofHours(1));
    store.now = clock.instant();

    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}",
        accept(message("m-1", body)),
        log());

    assertEquals(List.of(), store.writes);
    assertEquals(1, log().lines().count());
    assertTrue(
        log().matches(".*\"outcome\":\"(Never|Unusable)\",\"reason\":\"[^\"]{10,}\".*"), log());
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2027-05-22T08:00:00\"", "1811145600", "null"})
  void aDateThatCannotBeReadLosesNoSecret(String date) throws IOException {
    String message = newSecret(CLIENT.value()).replace("\"2027-05-22T08:00:00Z\"", date);

    assertEquals("{\"batchItemFailures\":[]}", accept(message("m-1", message)), log());

    assertEquals(Optional.of(Secret.of(NEW)), store.secrets.getLast());
    assertEquals(Instant.parse("2027-05-22T08:00:00Z"), store.recorded().expiresAt());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badMessages")
  void aBadHintNeitherRotatesNorIsLost(String name, String body) throws IOException {
    String answer = rotate(event(message("m-1", body)));

    assertEquals("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}", answer, log());
    assertEquals(List.of(), store.writes);
    assertFalse(log().contains(Fakes.MARKER), log());
  }

  private static String newSecret(String clientId) {
    return """
    {"notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET","eventTime":"2026-11-23T08:00:00Z",
     "payload":{"applicationOAuthClientNewSecret":{"clientId":"%s","newClientSecret":"%s",
       "newClientSecretExpiryTime":"2027-05-22T08:00:00Z"}}}\
    """
        .formatted(clientId, NEW);
  }

  /** One that says 20 days from now. */
  private static String expiry(String clientId, String reason) {
    return """
    {"notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY","eventTime":"2026-11-23T07:59:00Z",
     "payload":{"applicationOAuthClientSecretExpiry":{"clientId":"%s",
       "clientSecretExpiryTime":"2026-12-13T08:00:00Z","clientSecretExpiryReason":"%s"}}}\
    """
        .formatted(clientId, reason);
  }

  private static String message(String id, String body) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("messageId", id);
          json.writeStringField("body", body);
          json.writeObjectFieldStart("attributes");
          json.writeStringField("ApproximateReceiveCount", "1");
          json.writeEndObject();
          json.writeStringField("eventSource", "aws:sqs");
        });
  }

  private static String event(String... messages) {
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteArrayOutputStream out() {
    return new ByteArrayOutputStream();
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8).strip();
  }

  private String accept(String... messages) throws IOException {
    ByteArrayOutputStream output = out();
    new NewSecretHandler(accepting()).handleRequest(in(event(messages)), output, context);
    return output.toString(StandardCharsets.UTF_8);
  }

  private String rotate(String event) throws IOException {
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

  private static final NewSecretQueue.QueueDescription READY =
      new NewSecretQueue.QueueDescription(
          "arn:aws:sqs:us-east-1:123456789012:new",
          new AccessPolicy(
              List.of(
                  new AccessPolicy.Grant(List.of("437568002678"), List.of("sqs:*"), List.of("*"))),
              false),
          new NewSecretQueue.Encryption.BySqs());

  private HeedExpiryMessage heeding() {
    return new HeedExpiryMessage(
        "my-erp", store.vault(), store.records(), (notice, _) -> notices.add(notice));
  }

  private RotationWiring.RotationParts<RotationWiring.Accepting> accepting() {
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

  private <U> RotationWiring.RotationParts<U> parts(String event, U useCase) {
    return new RotationWiring.RotationParts<>(
        Optional.of(useCase),
        "",
        new RotationLog(new PrintStream(logged, true, StandardCharsets.UTF_8), event, "my-erp"),
        clock);
  }
}
