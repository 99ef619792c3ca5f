package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoreException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How it fails, and what it tries again. */
final class SsmStoreFaultsTest extends SsmStoreCase {
  @ParameterizedTest
  @CsvSource({
    "400,ThrottlingException,THROTTLED,",
    "400,com.amazonaws.ssm#ThrottlingException,THROTTLED,",
    "400,TooManyRequestsException,THROTTLED,",
    "400,RequestLimitExceeded,THROTTLED,",
    "503,SlowDown,THROTTLED,",
    "400,PriorRequestNotComplete,THROTTLED,",
    "429,Whatever,THROTTLED,",
    "500,InternalServerError,UNREACHABLE,",
    "503,ServiceUnavailable,UNREACHABLE,",
    "400,AccessDeniedException,REFUSED,kms:Decrypt",
    "400,com.amazon.coral.service#AccessDeniedException,REFUSED,ssm:GetParameters",
    "400,InvalidKeyId,REFUSED,KMS key",
    "400,UnrecognizedClientException,REFUSED,role",
    "403,InvalidClientTokenId,REFUSED,role",
    "400,ValidationException,REFUSED,parameters' names",
    "400,ExpiredTokenException,REFUSED,expired",
    "400,InvalidSignatureException,REFUSED,clock",
    "403,RequestTimeTooSkewed,REFUSED,clock",
    "401,TokenRefreshRequired,REFUSED,expired",
    "403,MissingAuthenticationToken,REFUSED,role",
    "301,Moved,REFUSED,AWS_ENDPOINT_URL",
    "404,UnknownOperationException,REFUSED,parameters' names",
  })
  void triesThreeTimesOrSaysAtOnceWhatAPersonMustDo(
      int status, String type, Kind kind, @Nullable String remedy) {
    try (var server = new FaultServer(error(status, type))) {
      String message = message(failure(server, kind));

      assertTrue(message.contains("GetParameters for application " + NAMES.app()), message);
      if (kind == Kind.REFUSED) {
        assertTrue(message.contains(String.valueOf(remedy)), message);
        assertEquals(List.of(), pauses);
        return;
      }
      assertEquals(3, server.requests().size());
      assertEquals(2, pauses.size());
      long base = kind == Kind.THROTTLED ? 500 : 100;
      assertTrue(pauses.get(0).toMillis() <= base && pauses.get(1).toMillis() <= 2 * base);
    }
  }

  @Test
  void doesNotWaitLongerThanTheDeadline() {
    try (var server = new FaultServer(error(400, "ThrottlingException"))) {
      Deadline nearlyOver = Deadline.in(Duration.ofMillis(1), InstantSource.fixed(NOW));
      SsmCredentialStore store = store(environment(server.uri()));
      assertThrows(StoreException.class, () -> store.read(nearlyOver));
      assertEquals(List.of(), pauses);
    }
  }

  @Test
  void triesAgainWhereNobodyListens() {
    try (var nobody = new RefusingPort()) {
      StoreException failure = failure(store(environment(nobody.uri())), Kind.UNREACHABLE);

      assertTrue(message(failure).contains("the next run tries again"), message(failure));
      assertTrue(message(failure).contains("application " + NAMES.app()), message(failure));
      assertEquals(2, pauses.size());
    }
  }

  @Test
  void saysThatTheCertificateIsNotTrustedAndTriesNoMore(@TempDir Path folder) throws Exception {
    var certificate = new TestCertificate(folder, "dns:localhost,ip:127.0.0.1");
    try (var server =
        new FaultServer(certificate.serverSockets(), "https", Reply.json(200, STORED))) {
      StoreException failure = failure(server, Kind.UNREACHABLE);

      assertTrue(message(failure).contains("certificate is not trusted"), message(failure));
      assertEquals(0, server.requests().size());
      assertEquals(List.of(), pauses);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, NOT-SET, true", "2, NOT-SET, false", "1, written, false"})
  void aKeyThatIsGoneMattersOnlyWhereSomethingWasStored(
      int version, String record, boolean nothingStored) {
    String metadata =
        parameters(
            parameter(NAMES.clientSecret(), "AQICAEXAMPLE", version),
            parameter(NAMES.rotationRecord(), record, 1));
    try (var server = new FaultServer(error(400, "InvalidKeyId"), Reply.json(200, metadata))) {
      RuntimeException failure = assertThrows(RuntimeException.class, () -> read(server));

      assertEquals(
          nothingStored,
          failure instanceof NotConfiguredException waiting && waiting.nothingStored(),
          failure::toString);
      assertTrue(server.requests().getLast().body().contains("\"WithDecryption\":false"));
    }
  }

  @Test
  void readsTheCodeOfAnErrorFromTheHeaderTooAndNeverRepeatsOneThatIsNone() {
    String denied = "x-amzn-errortype: AccessDeniedException:http://aws/doc";
    try (var server = new FaultServer(Reply.json(400, "", denied))) {
      assertTrue(message(failure(server, Kind.REFUSED)).contains("(AccessDeniedException)"));
    }
    try (var server = new FaultServer(error(400, MARKER + "\\r\\nX"))) {
      assertTrue(message(failure(server, Kind.REFUSED)).contains("(Unknown)"));
    }
  }

  @Test
  void correctsItsClockOnceAndKeepsTheCorrection() {
    String date = "Date: Mon, 23 Nov 2026 13:00:00 GMT"; // an hour later
    Reply refused = Reply.json(400, "{\"__type\":\"InvalidSignatureException\"}", date);
    try (var server = new FaultServer(refused, Reply.json(200, STORED))) {
      SsmCredentialStore store = store(environment(server.uri()));
      assertEquals(7, store.read(Http.soon()).secretVersion());
      assertEquals(7, store.read(Http.soon()).secretVersion());
      assertEquals(
          List.of("20261123T120000Z", "20261123T130000Z", "20261123T130000Z"),
          server.requests().stream().map(r -> r.header("x-amz-date").orElseThrow()).toList());
    }
    try (var server = new FaultServer(refused)) {
      failure(server, Kind.REFUSED);
      assertEquals(2 + 1, server.requests().size(), "and one without decryption");
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
      failure(server, Kind.UNREACHABLE);
      assertEquals(1, server.requests().size());
    }
  }

  private static Reply error(int status, String type) {
    return Reply.json(status, "{\"__type\":\"" + type + "\",\"message\":\"" + MARKER + "\"}");
  }
}
