package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.MalformedSecret;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoreException.Kind;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it asks for and reads. */
final class SsmCredentialStoreTest extends SsmStoreCase {
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
      StoredCredentials own = store.read(Http.soon());
      assertEquals(Optional.empty(), store.newer(own));

      SsmCredentialStore other = store.of(acme, AuthorizationPath.ofApp("my-erp"));
      StoredCredentials ofAcme = other.read(Http.soon());

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
              assertThrows(NotConfiguredException.class, () -> other.read(Http.soon()))
                  .getMessage());
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
              Http.SHARED,
              AwsEnvironment.of(environment(server.uri())),
              NAMES,
              publicApplication,
              InstantSource.fixed(Instant.parse(today + "T12:00:00Z")));

      assertEquals(over, store.of(acme, path).read(Http.soon()).yearOver());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Date: Tue, 01 Dec 2026 10:20:30 GMT', 2026-12-01T10:20:30Z",
    "X-Other: 1, 2026-11-23T12:00:00Z",
    "Date: yesterday, 2026-11-23T12:00:00Z",
    "Date:, 2026-11-23T12:00:00Z"
  })
  void takesTheTimeOfTheReadingFromTheAnswerOrElseFromItsOwnClock(String header, Instant readAt) {
    try (var server = new FaultServer(Reply.json(200, STORED, header))) {
      assertEquals(readAt, read(server).readAt());
    }
  }

  private static Reply stored(String clientId, String secret, @Nullable String token) {
    List<String> parameters = new ArrayList<>();
    parameters.add(parameter(NAMES.clientId(), clientId, 1));
    parameters.add(parameter(NAMES.clientSecret(), secret, 2));
    if (token != null) {
      parameters.add(parameter(NAMES.refreshToken(), token, 1));
    }
    return Reply.json(200, parameters(parameters.toArray(String[]::new)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "amzn1.application-oa2-client.E~NOT-SET~~lwa/clientsecret is still the placeholder NOT-SET;"
            + " /my-erp/refreshToken is missing.",
        "amzn1.application-oa2-client.E~EXAMPLE-marker x~~refreshToken is missing;"
            + " /my-erp/lwa/clientsecret holds a space",
        "amzn1.sp.solution.EXAMPLE-marker~amzn1.oa2-cs.v1.E~Atza|EXAMPLE-marker~"
            + "/lwa/clientidentifier looks like an application id; /my-erp/refreshToken looks like"
            + " an access token. Store them with `./lwa put --app my-erp`."
      })
  void namesEveryCredentialThatCannotBeUsedBeforeItIsSent(
      String clientId, String secret, @Nullable String token, String problems) {
    try (var server = new FaultServer(stored(clientId, secret, token))) {
      String message = message(assertThrows(NotConfiguredException.class, () -> read(server)));
      assertTrue(message.contains(problems), message);
      assertFalse(message.contains(MARKER), message);
    }
  }

  @Test
  void readsOnWithAMalformedSecretAndNeverShowsIt() {
    Reply malformed =
        stored("amzn1.application-oa2-client.E", MARKER + " " + MARKER, "Atzr|" + MARKER);
    try (var server = new FaultServer(malformed)) {
      StoredCredentials read = read(server);
      var secret = assertInstanceOf(MalformedSecret.class, read.clientSecret());
      assertTrue(secret.problem().startsWith(NAMES.clientSecret() + " holds a space"));
      assertTrue(secret.message().contains(secret.problem() + ". Store them with `./lwa put"));
      assertFalse(read.toString().contains(MARKER));
      assertEquals(2, read.secretVersion());
    }
  }

  @Test
  void readsTheRecord() {
    String record = "{\\\"secretVersion\\\":1,\\\"expiresAt\\\":\\\"2026-12-07T22:09:17Z\\\"}";
    String body = STORED.replace("]}", "," + parameter(NAMES.rotationRecord(), record, 1) + "]}");
    try (var server = new FaultServer(Reply.json(200, body))) {
      assertInstanceOf(StoredRecord.Present.class, read(server).record());
    }
  }

  private static Reply version(String value, int version) {
    return Reply.json(200, parameters(parameter(NAMES.clientSecret(), value, version)));
  }

  private static final Reply NO_VERSION =
      Reply.json(200, "{\"InvalidParameters\":[\"/my-erp/lwa/clientsecret:6\"],\"Parameters\":[]}");

  private Optional<Secret> earlier(FaultServer server, long before) {
    return store(environment(server.uri()))
        .before(before, Secret.of("amzn1.oa2-cs.v1." + MARKER), Http.soon());
  }

  @ParameterizedTest
  @CsvSource({
    "amzn1.oa2-cs.v1.EXAMPLE-marker, old, other, old, 2",
    "two words, NOT-SET, old, old, 3",
    "two words, two words, two words, , 3"
  })
  void findsAnotherSecretAmongTheThreeVersionsBefore(
      String sixth, String fifth, String fourth, String found, int requests) {
    Reply[] versions = {
      version(sixth, 6), version(fifth, 5), version(fourth, 4), version("old", 3)
    };
    try (var server = new FaultServer(versions)) {
      assertEquals(Optional.ofNullable(found).map(Secret::of), earlier(server, 7));
      assertEquals(requests, server.requests().size());
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
