package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.FaultServer.Reply;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoreException.Kind;
import io.lwarotation.core.StoredCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SsmCredentialStoreTest {
  private static final String MARKER = "EXAMPLE-marker";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final ParameterNames NAMES = CredentialStoreContract.names("/my-erp");

  /** Sorted by name, as AWS answers. */
  private static final String STORED =
      "{\"InvalidParameters\":[\"/my-erp/lwa/rotation\"],\"Parameters\":["
          + parameter(NAMES.clientId(), "amzn1.application-oa2-client." + MARKER, 3)
          + ","
          + parameter(NAMES.clientSecret(), "amzn1.oa2-cs.v1." + MARKER, 7)
          + ","
          + parameter(NAMES.refreshToken(), "Atzr|" + MARKER, 1)
          + "]}";

  private static CrtHttp http;
  private final List<Duration> pauses = new ArrayList<>();

  private static String parameter(String name, String value, int version) {
    return "{\"ARN\":\"arn\",\"DataType\":\"text\",\"LastModifiedDate\":1.749593357456E9,\"Name\":\""
        + name
        + "\",\"Type\":\"SecureString\",\"Value\":\""
        + value
        + "\",\"Version\":"
        + version
        + "}";
  }

  @BeforeAll
  static void start() {
    http = new CrtHttp(Map.of());
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  private static Map<String, String> environment(URI ssm) {
    return new HashMap<>(
        Map.of(
            "AWS_REGION",
            "eu-west-1",
            "AWS_ACCESS_KEY_ID",
            "AKIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY",
            "secret-" + MARKER,
            "AWS_SESSION_TOKEN",
            "token-" + MARKER,
            "AWS_ENDPOINT_URL_SSM",
            ssm.toString()));
  }

  private SsmCredentialStore store(Map<String, String> environment) {
    return new SsmCredentialStore(
        http,
        AwsEnvironment.of(environment),
        NAMES,
        false,
        InstantSource.fixed(NOW),
        new SplittableRandom(42),
        pauses::add);
  }

  private StoredCredentials read(FaultServer server) {
    return store(environment(server.uri())).read(soon());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20), InstantSource.system());
  }

  private StoreException failure(FaultServer server) {
    StoreException failure = assertThrows(StoreException.class, () -> read(server));
    assertFalse(Markers.everythingSaidBy(failure).contains(MARKER));
    return failure;
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static Reply error(int status, String type) {
    return Reply.json(status, "{\"__type\":\"" + type + "\",\"message\":\"" + MARKER + "\"}");
  }

  @Test
  void asksOnceForAllFourWithDecryption() {
    try (var server = new FaultServer(Reply.json(200, STORED))) {
      StoredCredentials read = read(server);
      assertEquals("Atzr|" + MARKER, read.refreshToken().reveal());
      assertEquals(7, read.secretVersion());
      assertEquals(Instant.parse("2025-06-10T22:09:17.456Z"), read.secretLastModified());
      assertEquals(1, server.requests().size());
      FaultServer.Request request = server.requests().getFirst();
      assertEquals("POST / HTTP/1.1", request.line());
      assertEquals("AmazonSSM.GetParameters", request.header("x-amz-target").orElseThrow());
      assertEquals("application/x-amz-json-1.1", request.header("content-type").orElseThrow());
      assertEquals("token-" + MARKER, request.header("x-amz-security-token").orElseThrow());
      assertTrue(
          request
              .header("authorization")
              .orElseThrow()
              .startsWith(
                  "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/eu-west-1/ssm/aws4_request"));
      assertEquals(
          "{\"Names\":[\"/my-erp/lwa/clientidentifier\",\"/my-erp/lwa/clientsecret\","
              + "\"/my-erp/refreshToken\",\"/my-erp/lwa/rotation\"],\"WithDecryption\":true}",
          request.body());
    }
  }

  @Test
  void asksForAnotherAuthorizationsTokenInThePlaceOfTheOwnAndKnowsWhatBothHaveRead() {
    Authorization acme = Authorization.of("eu/acme");
    String answer =
        STORED
            .replace("/my-erp/refreshToken", "/my-erp/authorizations/eu/acme")
            .replace("Atzr|" + MARKER, "Atzr|acme-" + MARKER);
    try (var server =
        new FaultServer(
            Reply.json(200, STORED.replace("\"Version\":7", "\"Version\":6")),
            Reply.json(200, answer),
            Reply.json(200, STORED))) {
      SsmCredentialStore store = store(environment(server.uri()));
      StoredCredentials own = store.read(soon());
      assertEquals(Optional.empty(), store.newer(own));

      SsmCredentialStore other = store.of(acme, AuthorizationPath.ofApp("my-erp"));
      StoredCredentials ofAcme = other.read(soon());

      assertEquals("Atzr|acme-" + MARKER, ofAcme.refreshToken().reveal());
      assertEquals(
          "{\"Names\":[\"/my-erp/lwa/clientidentifier\",\"/my-erp/lwa/clientsecret\","
              + "\"/my-erp/authorizations/eu/acme\",\"/my-erp/lwa/rotation\"],\"WithDecryption\":true}",
          server.requests().getLast().body());
      StoredCredentials newer = store.newer(own).orElseThrow();
      assertEquals(7, newer.secretVersion());
      assertEquals(own.refreshToken(), newer.refreshToken());
      assertEquals(Optional.empty(), other.newer(ofAcme));

      String missing =
          String.valueOf(
              assertThrows(NotConfiguredException.class, () -> other.read(soon())).getMessage());
      assertTrue(missing.contains("/my-erp/authorizations/eu/acme is missing"), missing);
      assertTrue(missing.contains("`./lwa put --app my-erp --authorization eu/acme`"), missing);
    }
  }

  /** The token was stored on 2025-06-10, as all there is. */
  @ParameterizedTest
  @CsvSource({
    "true, 2026-06-09, '', false",
    "true, 2026-06-10, '', true",
    "false, 2026-06-10, '', false",
    "true, 2026-03-01, 2025-03-01, true"
  })
  void saysWhetherTheYearOfAnAuthorizationIsOver(
      boolean publicApplication, String today, String noted, boolean over) {
    String token = "/my-erp/authorizations/eu/acme";
    AuthorizationPath path = AuthorizationPath.ofApp("my-erp");
    Authorization acme = Authorization.of("eu/acme");
    String day = noted.isEmpty() ? "" : "," + parameter(path.authorized(acme), noted, 1);
    String answer = STORED.replace(NAMES.refreshToken(), token).replace("}]}", "}" + day + "]}");
    try (var server = new FaultServer(Reply.json(200, answer, "Date: none"))) {
      SsmCredentialStore store =
          new SsmCredentialStore(
              http,
              AwsEnvironment.of(environment(server.uri())),
              NAMES,
              publicApplication,
              InstantSource.fixed(Instant.parse(today + "T12:00:00Z")));

      assertEquals(over, store.of(acme, path).read(soon()).yearOver());
    }
  }

  @Test
  void takesTheTimeOfTheReadingFromTheAnswer() {
    try (var server =
        new FaultServer(Reply.json(200, STORED, "Date: Tue, 01 Dec 2026 10:20:30 GMT"))) {
      assertEquals(Instant.parse("2026-12-01T10:20:30Z"), read(server).readAt());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Other: 1", "Date: yesterday", "Date:"})
  void takesItsOwnClockWhereTheAnswerHasNoDate(String header) {
    try (var server = new FaultServer(Reply.json(200, STORED, header))) {
      assertEquals(NOW, read(server).readAt());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,ThrottlingException,THROTTLED",
    "400,com.amazonaws.ssm#ThrottlingException,THROTTLED",
    "400,TooManyRequestsException,THROTTLED",
    "400,RequestLimitExceeded,THROTTLED",
    "429,Whatever,THROTTLED",
    "500,InternalServerError,UNREACHABLE",
    "503,ServiceUnavailable,UNREACHABLE",
  })
  void triesThreeTimesAndThenSaysWhy(int status, String type, Kind kind) {
    try (var server = new FaultServer(error(status, type))) {
      assertEquals(kind, failure(server).kind());
      assertEquals(3, server.requests().size());
      assertEquals(2, pauses.size());
      long base = kind == Kind.THROTTLED ? 500 : 100;
      assertTrue(pauses.get(0).toMillis() <= base && pauses.get(1).toMillis() <= 2 * base);
    }
  }

  @Test
  void doesNotWaitLongerThanTheDeadline() {
    try (var server = new FaultServer(error(400, "ThrottlingException"))) {
      Deadline nearlyOver =
          Deadline.in(Duration.ofMillis(1), InstantSource.fixed(NOW)); // stands still
      var store =
          new SsmCredentialStore(
              http,
              AwsEnvironment.of(environment(server.uri())),
              NAMES,
              false,
              InstantSource.fixed(NOW),
              new SplittableRandom(42),
              pauses::add);
      assertThrows(StoreException.class, () -> store.read(nearlyOver));
      assertEquals(List.of(), pauses);
    }
  }

  @Test
  void triesAgainWhereNobodyListens() {
    try (var nobody = new RefusingPort()) {
      SsmCredentialStore store = store(environment(nobody.uri()));

      StoreException failure = assertThrows(StoreException.class, () -> store.read(soon()));

      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertTrue(message(failure).contains("the next run tries again"), message(failure));
      assertEquals(2, pauses.size());
    }
  }

  @Test
  void saysThatTheCertificateIsNotTrustedAndTriesNoMore(@TempDir Path folder) throws Exception {
    var certificate = new TestCertificate(folder, "dns:localhost,ip:127.0.0.1");
    try (var server =
        new FaultServer(certificate.serverSockets(), "https", Reply.json(200, STORED))) {
      StoreException failure = failure(server);

      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertTrue(message(failure).contains("certificate is not trusted"), message(failure));
      assertEquals(0, server.requests().size());
      assertEquals(List.of(), pauses);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,AccessDeniedException,kms:Decrypt",
    "400,com.amazon.coral.service#AccessDeniedException,ssm:GetParameters",
    "400,InvalidKeyId,KMS key",
    "400,UnrecognizedClientException,role",
    "403,InvalidClientTokenId,role",
    "400,ValidationException,parameters' names",
    "400,ExpiredTokenException,expired",
    "400,InvalidSignatureException,clock",
    "301,Moved,AWS_ENDPOINT_URL",
    "404,UnknownOperationException,parameters' names",
  })
  void saysAtOnceWhatAPersonMustDo(int status, String type, String remedy) {
    try (var server = new FaultServer(error(status, type))) {
      StoreException failure = failure(server);
      assertEquals(Kind.REFUSED, failure.kind());
      assertTrue(message(failure).contains(remedy), message(failure));
      assertEquals(List.of(), pauses);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, NOT-SET, true", "2, NOT-SET, false", "1, written, false"})
  void aKeyThatIsGoneMattersOnlyWhereSomethingWasStored(
      int version, String record, boolean nothingStored) {
    Reply metadata =
        Reply.json(
            200,
            "{\"Parameters\":["
                + parameter(NAMES.clientSecret(), "AQICAEXAMPLE", version)
                + ","
                + parameter(NAMES.rotationRecord(), record, 1)
                + "]}");
    try (var server = new FaultServer(error(400, "InvalidKeyId"), metadata)) {
      RuntimeException failure = assertThrows(RuntimeException.class, () -> read(server));

      assertEquals(
          nothingStored,
          failure instanceof NotConfiguredException waiting && waiting.nothingStored(),
          failure::toString);
      assertTrue(server.requests().getLast().body().contains("\"WithDecryption\":false"));
    }
  }

  @Test
  void readsTheCodeOfAnErrorFromTheHeaderToo() {
    try (var server =
        new FaultServer(
            Reply.json(400, "", "x-amzn-errortype: AccessDeniedException:http://aws/doc"))) {
      assertTrue(message(failure(server)).contains("(AccessDeniedException)"));
    }
  }

  @Test
  void neverRepeatsACodeThatIsNone() {
    try (var server = new FaultServer(error(400, MARKER + "\\r\\nX"))) {
      assertTrue(message(failure(server)).contains("(Unknown)"));
    }
  }

  @Test
  void correctsItsClockOnceAndKeepsTheCorrection() {
    String date = "Date: Mon, 23 Nov 2026 13:00:00 GMT"; // an hour later
    Reply refused = Reply.json(400, "{\"__type\":\"InvalidSignatureException\"}", date);
    try (var server = new FaultServer(refused, Reply.json(200, STORED))) {
      SsmCredentialStore store = store(environment(server.uri()));
      assertEquals(7, store.read(soon()).secretVersion());
      assertEquals(7, store.read(soon()).secretVersion());
      assertEquals(
          List.of("20261123T120000Z", "20261123T130000Z", "20261123T130000Z"),
          server.requests().stream().map(r -> r.header("x-amz-date").orElseThrow()).toList());
    }
    try (var server = new FaultServer(refused)) {
      assertEquals(Kind.REFUSED, failure(server).kind());
      assertEquals(2 + 1, server.requests().size(), "and one without decryption");
    }
  }

  @Test
  void fetchesCredentialsFromTheEndpointAndKeepsThem() throws Exception {
    String keys =
        "{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"s-EXAMPLE-marker\","
            + "\"Token\":\"t-EXAMPLE-marker\",\"Expiration\":\"2026-11-23T18:00:00Z\"}";
    try (var endpoint = new FaultServer(Reply.json(200, keys));
        var server = new FaultServer(Reply.json(200, STORED))) {
      SsmCredentialStore store = store(fromEndpoint(server, endpoint));
      store.read(soon());
      store.read(soon());
      assertEquals(1, endpoint.requests().size());
      FaultServer.Request asked = endpoint.requests().getFirst();
      assertEquals("GET /2021-04-23/credentials?x=y HTTP/1.1", asked.line());
      assertEquals("EXAMPLE-authorization", asked.header("authorization").orElseThrow());
      FaultServer.Request signed = server.requests().getFirst();
      assertEquals("t-" + MARKER, signed.header("x-amz-security-token").orElseThrow());
      assertTrue(signed.header("authorization").orElseThrow().contains("ASIAEXAMPLE/"));
    }
  }

  private static Map<String, String> fromEndpoint(FaultServer server, FaultServer endpoint) {
    return new HashMap<>(
        Map.of(
            "AWS_REGION",
            "eu-west-1",
            "AWS_ENDPOINT_URL",
            server.uri().toString(),
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            endpoint.uri("/2021-04-23/credentials?x=y").toString(),
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "EXAMPLE-authorization"));
  }

  @Test
  void fetchesOtherCredentialsOnceWhenTheirsHaveExpired() {
    String keys = "{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"s\",\"Token\":\"t\"}";
    try (var endpoint = new FaultServer(Reply.json(200, keys));
        var server =
            new FaultServer(error(400, "ExpiredTokenException"), Reply.json(200, STORED))) {
      assertEquals(7, store(fromEndpoint(server, endpoint)).read(soon()).secretVersion());
      assertEquals(2, endpoint.requests().size());
    }
    try (var endpoint = new FaultServer(Reply.json(200, keys));
        var server = new FaultServer(error(400, "ExpiredTokenException"))) {
      SsmCredentialStore store = store(fromEndpoint(server, endpoint));
      assertEquals(
          Kind.REFUSED, assertThrows(StoreException.class, () -> store.read(soon())).kind());
      assertEquals(2 * 2, server.requests().size(), "the same without decryption");
    }
  }

  @Test
  void readsTheAuthorizationAnewFromItsFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "EXAMPLE-one\n");
    String keys =
        "{\"AccessKeyId\":\"ASIAEXAMPLE\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
            + "\"Expiration\":\"2026-11-23T12:04:00Z\"}"; // in 4 minutes: never fresh
    try (var endpoint = new FaultServer(Reply.json(200, keys));
        var server = new FaultServer(Reply.json(200, STORED))) {
      Map<String, String> environment = fromEndpoint(server, endpoint);
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
      SsmCredentialStore store = store(environment);
      store.read(soon());
      Files.writeString(file, "EXAMPLE-two");
      store.read(soon());
      assertEquals(
          List.of("EXAMPLE-one", "EXAMPLE-two"),
          endpoint.requests().stream().map(r -> r.header("authorization").orElseThrow()).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "EXAMPLE-marker",
        "{\"AccessKeyId\":\"EXAMPLE-marker\"}",
        "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"EXAMPLE-marker\\nX: y\"}",
        "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"b\",\"Expiration\":\"EXAMPLE-marker\"}",
      })
  void saysThatTheEndpointGaveNoCredentials(String body) {
    try (var endpoint = new FaultServer(Reply.json(200, body));
        var server = new FaultServer(Reply.json(200, STORED))) {
      SsmCredentialStore store = store(fromEndpoint(server, endpoint));
      StoreException failure = assertThrows(StoreException.class, () -> store.read(soon()));
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertFalse(Markers.everythingSaidBy(failure).contains(MARKER));
      assertEquals(0, server.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EXAMPLE-marker",
        "{\"Parameters\":\"EXAMPLE-marker\"}",
        "{\"Parameters\":[\"EXAMPLE-marker\"]}",
        "{\"Parameters\":[{\"Name\":\"/a\",\"Value\":\"EXAMPLE-marker\",\"Version\":1.5,"
            + "\"LastModifiedDate\":1}]}",
        "{\"Parameters\":[{\"Name\":\"/a\",\"Value\":\"EXAMPLE-marker\",\"Version\":1,"
            + "\"LastModifiedDate\":1e999999999}]}",
        "{\"Parameters\":[{\"Name\":\"/a\",\"Name\":\"EXAMPLE-marker\"}]}",
      })
  void saysThatTheAnswerCannotBeUnderstood(String body) {
    try (var server = new FaultServer(Reply.json(200, body))) {
      assertEquals(Kind.UNREACHABLE, failure(server).kind());
      assertEquals(1, server.requests().size());
    }
  }

  private static Reply version(String value, int version) {
    return Reply.json(
        200,
        "{\"InvalidParameters\":[],\"Parameters\":["
            + parameter(NAMES.clientSecret(), value, version)
            + "]}");
  }

  private static final Reply NO_VERSION =
      Reply.json(200, "{\"InvalidParameters\":[\"/my-erp/lwa/clientsecret:6\"],\"Parameters\":[]}");

  private Optional<Secret> earlier(FaultServer server, long before) {
    return store(environment(server.uri()))
        .before(before, Secret.of("amzn1.oa2-cs.v1." + MARKER), soon());
  }

  @Test
  void findsTheVersionBeforeThatHoldsAnotherSecret() {
    try (var server =
        new FaultServer(version("amzn1.oa2-cs.v1." + MARKER, 6), version("old-" + MARKER, 5))) {
      assertEquals(Optional.of(Secret.of("old-" + MARKER)), earlier(server, 7));
      assertEquals(2, server.requests().size());
    }
  }

  @Test
  void passesOverAVersionThatIsNoSecret() {
    try (var server =
        new FaultServer(version("two words", 6), version("NOT-SET", 5), version("old", 4))) {
      assertEquals(Optional.of(Secret.of("old")), earlier(server, 7));
    }
  }

  @Test
  void looksThreeVersionsBackAtMost() {
    try (var server =
        new FaultServer(
            version("two words", 6),
            version("two words", 5),
            version("two words", 4),
            version("old", 3))) {
      assertEquals(Optional.empty(), earlier(server, 7));
      assertEquals(3, server.requests().size());
    }
  }

  @Test
  void aVersionThatCannotBeSeenIsNotTakenForNone() {
    for (Reply reply : List.of(NO_VERSION, version("x", 4))) {
      try (var server = new FaultServer(reply)) {
        var unseen = assertThrows(StoreException.class, () -> earlier(server, 7));
        assertEquals(Kind.UNREACHABLE, unseen.kind());
        assertTrue(message(unseen).contains("version 6"), message(unseen));
      }
    }
  }

  @Test
  void thereIsNothingBeforeTheFirstVersion() {
    try (var server = new FaultServer(NO_VERSION)) {
      assertEquals(Optional.empty(), earlier(server, 1));
      assertEquals(0, server.requests().size());
    }
  }
}
