package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.adapter.aws.NewSecretMessageJson.Received;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewSecretMessageJsonTest {
  private static final String MARKER = "MARKEREXAMPLE";
  private static final String CONTENT =
      """
      {"clientId":"amzn1.application-oa2-client.MARKEREXAMPLE",
       "newClientSecret":"amzn1.oa2-cs.v1.MARKEREXAMPLE",
       "newClientSecretExpiryTime":"2026-12-07T22:09:17.198Z",
       "oldClientSecretExpiryTime":"2026-06-17T22:09:17.180Z"}\
      """;
  private static final String MESSAGE =
      """
      {"notificationVersion":"1.0","notificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET",
       "payloadVersion":"2023-11-30","eventTime":"2026-06-10T22:09:17.456Z",
       "payload":{"applicationOAuthClientNewSecret":%s},
       "notificationMetadata":{"applicationId":"amzn1.sp.solution.EXAMPLE","subscriptionId":"s-1",
         "publishTime":"2026-06-10T22:09:17.500Z","notificationId":"n-1"}}\
      """
          .formatted(CONTENT);

  private static final String EXPIRY =
      """
      {"notificationVersion":"1.0","notificationType":"APPLICATION_OAUTH_CLIENT_SECRET_EXPIRY",
       "payloadVersion":"2023-11-30","eventTime":"2026-04-10T02:15:10.045Z",
       "payload":{"applicationOAuthClientSecretExpiry":{
         "clientId":"amzn1.application-oa2-client.MARKEREXAMPLE",
         "clientSecretExpiryTime":"2026-06-03T22:06:39.224Z",
         "clientSecretExpiryReason":"PERIODIC_ROTATION"}},
       "notificationMetadata":{"applicationId":"amzn1.sp.solution.EXAMPLE","subscriptionId":"s-1",
         "publishTime":"2026-04-10T02:15:10.100Z","notificationId":"n-2"}}\
      """;

  private static SecretExpiryMessage expiry(String body) {
    return assertInstanceOf(Received.Expiry.class, NewSecretMessageJson.read(body)).message();
  }

  private static NewSecretMessage message(String body) {
    return assertInstanceOf(Received.NewSecret.class, NewSecretMessageJson.read(body)).message();
  }

  private static String reason(String body) {
    String reason =
        assertInstanceOf(Received.Unusable.class, NewSecretMessageJson.read(body)).reason();
    assertFalse(reason.contains(MARKER), reason);
    return reason;
  }

  @Test
  void readsAmazonsMessage() {
    NewSecretMessage message = message(MESSAGE);

    assertEquals("amzn1.application-oa2-client.MARKEREXAMPLE", message.clientId().value());
    assertEquals("amzn1.oa2-cs.v1.MARKEREXAMPLE", message.newSecret().reveal());
    assertEquals(Instant.parse("2026-12-07T22:09:17.198Z"), message.newExpiresAt());
    assertEquals(Instant.parse("2026-06-17T22:09:17.180Z"), message.oldExpiresAt());
    assertEquals(Instant.parse("2026-06-10T22:09:17.456Z"), message.eventTime());
    assertEquals("n-1", message.notificationId());
  }

  @Test
  void readsAMessageWithoutMetadataWithUnknownFieldsAndCapitals() {
    NewSecretMessage message =
        message(
            """
            {"NotificationType":"APPLICATION_OAUTH_CLIENT_NEW_SECRET","Future":[{"a":1}],
             "Payload":{"other":{},"applicationOAuthClientNewSecret":%s}}\
            """
                .formatted(CONTENT.replace("\"clientId\"", "\"x\":null,\"clientId\"")));

    assertEquals("amzn1.oa2-cs.v1.MARKEREXAMPLE", message.newSecret().reveal());
    assertNull(message.eventTime());
    assertNull(message.notificationId());
  }

  @Test
  void readsDatesWithAnyOffset() {
    assertEquals(
        Instant.parse("2026-06-10T20:09:17.456Z"),
        message(MESSAGE.replace("22:09:17.456Z", "22:09:17.456+02:00")).eventTime());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "2026-06-17T22:09:17.180Z" | "soon"
          "2026-06-17T22:09:17.180Z" | 1780000000
          "2026-06-17T22:09:17.180Z" | "0001-01-01T00:00:00Z"
          "2026-06-10T22:09:17.456Z" | {}
          "2026-06-10T22:09:17.456Z" | "2026-06-10T22:09:17.456"
          "2026-06-10T22:09:17.456Z" | "2026-12-07T22:09:17.198Z"
          """)
  void readsTheOnlyCopyOfASecretWhateverItsOtherDatesAre(String date, String instead) {
    NewSecretMessage message = message(MESSAGE.replace(date, instead));

    assertEquals("amzn1.oa2-cs.v1.MARKEREXAMPLE", message.newSecret().reveal());
    assertEquals(Instant.parse("2026-12-07T22:09:17.198Z"), message.newExpiresAt());
    assertNull(date.contains("06-17") ? message.oldExpiresAt() : message.eventTime());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"2026-12-07T22:09:17.198\"",
        "1780000000",
        "\"1970-01-01T00:00:00Z\"",
        "{\"a\":[]}"
      })
  void countsTheEndFromTheEventOrThePublicationWhereItIsNotSaid(String end) {
    String unsaid = MESSAGE.replace("\"2026-12-07T22:09:17.198Z\"", end);

    assertEquals(Instant.parse("2026-12-07T22:09:17.456Z"), message(unsaid).newExpiresAt());
    String undated = unsaid.replace("\"2026-06-10T22:09:17.456Z\"", "null");
    assertEquals(Instant.parse("2026-12-07T22:09:17.500Z"), message(undated).newExpiresAt());
    assertEquals(
        "it has neither newClientSecretExpiryTime, eventTime nor publishTime",
        reason(undated.replace("publishTime", "x")));
  }

  @Test
  void readsAnExpiryMessage() {
    SecretExpiryMessage message = expiry(EXPIRY);

    assertEquals("amzn1.application-oa2-client.MARKEREXAMPLE", message.clientId().value());
    assertEquals(Instant.parse("2026-06-03T22:06:39.224Z"), message.expiresAt());
    assertTrue(message.isPeriodic());
    assertEquals(Instant.parse("2026-04-10T02:15:10.045Z"), message.sentAt());
    assertEquals(
        Instant.parse("2026-04-10T02:15:10.100Z"),
        expiry(EXPIRY.replace("\"2026-04-10T02:15:10.045Z\"", "\"soon\"")).sentAt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "SECRET_EXPOSED" | SECRET_EXPOSED
          null | ``
          7 | ``
          "" | ``
          "amzn1.oa2-cs.v1.MARKEREXAMPLE" | ``
          "MARKEREXAMPLE MARKEREXAMPLE MARKEREXAMPLE MARKEREXAMPLE MARKEREXAMPLE" | ``
          "A\\nB" | ``
          """)
  void showsTheReasonOfAnExpiryMessageWhereItIsSomeWords(String reason, String shown) {
    SecretExpiryMessage message = expiry(EXPIRY.replace("\"PERIODIC_ROTATION\"", reason));

    assertEquals(shown, message.reason());
    assertFalse(message.isPeriodic());
  }

  @Test
  void leavesOutAnIdThatIsNoPlainId() {
    assertNull(message(MESSAGE.replace("\"n-1\"", "\"n 1\\n\"")).notificationId());
    assertNull(message(MESSAGE.replace("\"n-1\"", "1")).notificationId());
    assertNull(message(MESSAGE.replace("\"n-1\"", "\"" + "n".repeat(257) + "\"")).notificationId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          NEW | "amzn1.oa2-cs.v1.MARKEREXAMPLE" | "" | its newClientSecret is empty
          NEW | "amzn1.oa2-cs.v1.MARKEREXAMPLE" | null | it has no newClientSecret, or one that is not a text
          NEW | "amzn1.oa2-cs.v1.MARKEREXAMPLE" | 12 | it has no newClientSecret, or one that is not a text
          NEW | "amzn1.oa2-cs.v1.MARKEREXAMPLE" | "{{ssm:MARKEREXAMPLE}}" | its newClientSecret holds {{, which Parameter Store does not store
          NEW | "amzn1.oa2-cs.v1.MARKEREXAMPLE" | "NOT-SET" | its newClientSecret is the placeholder of an empty parameter
          NEW | "amzn1.oa2-cs.v1.MARKEREXAMPLE" | "a MARKEREXAMPLE" | its newClientSecret holds a space, a line break or another character that no credential of Amazon has
          NEW | "amzn1.application-oa2-client.MARKEREXAMPLE" | "" | its clientId is empty or holds a character that no client id of Amazon has
          NEW | "APPLICATION_OAUTH_CLIENT_NEW_SECRET" | "ORDER_CHANGE MARKEREXAMPLE" | its notificationType is not one that is known here
          NEW | "APPLICATION_OAUTH_CLIENT_NEW_SECRET" | 1 | it has no notificationType
          NEW | "payload": | "eventTime":"MARKEREXAMPLE","payload": | it is not JSON, or names a field twice
          NEW | "payload": | "other": | it has no payload.applicationOAuthClientNewSecret
          EXPIRY | "2026-06-03T22:06:39.224Z" | null | it has no clientSecretExpiryTime that can be read
          EXPIRY | "2026-06-03T22:06:39.224Z" | "MARKEREXAMPLE" | it has no clientSecretExpiryTime that can be read
          EXPIRY | "clientId" | "x" | it has no clientId, or one that is not a text
          EXPIRY | "payload": | "other": | it has no payload.applicationOAuthClientSecretExpiry
          """)
  void saysWhyAMessageIsUnusableWithoutItsContent(
      String type, String part, String instead, String reason) {
    String message = type.equals("NEW") ? MESSAGE : EXPIRY;
    assertEquals(reason, reason(message.replace(part, instead)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "MARKEREXAMPLE", "\"MARKEREXAMPLE\"", "[]", "null", "{", "{}{}"})
  void saysWhyATextIsNoMessage(String body) {
    assertFalse(reason(body).isBlank());
  }

  @Test
  void refusesHugeAndDeepMessages() {
    String huge = MESSAGE.replace("\"s-1\"", "\"" + MARKER.repeat(21_000) + "\"");
    assertEquals("it is longer than 262144 bytes", reason(huge));
    assertEquals(
        "it is nested too deep or holds too long a name or number",
        reason(MESSAGE.replace("\"s-1\"", "[".repeat(40) + "]".repeat(40))));
    String long256 = MESSAGE.replace("\"s-1\"", "\"" + "x".repeat(250_000) + "\"");
    assertEquals("n-1", message(long256).notificationId());
    assertEquals(
        "its newClientSecret is longer than 4096 characters",
        reason(MESSAGE.replace("cs.v1.", MARKER.repeat(400))));
  }

  @Property(tries = 500)
  void neverFailsOnArbitraryBytes(@ForAll byte[] bytes) {
    NewSecretMessageJson.read(new String(bytes, StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void neverFailsOnOrShowsADamagedMessage(
      @ForAll @IntRange(min = 0, max = 600) int at, @ForAll char with) {
    int i = at % MESSAGE.length();
    String damaged = MESSAGE.substring(0, i) + with + MESSAGE.substring(i + 1);
    if (NewSecretMessageJson.read(damaged) instanceof Received.Unusable(String reason)) {
      assertFalse(reason.contains(MARKER), reason);
    }
  }
}
