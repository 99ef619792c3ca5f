package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationRecordJsonTest {
  private static final Instant EXPIRY = Instant.parse("2026-12-07T22:09:17.198Z");

  @Test
  void readsWhatItWrote() {
    var full =
        new RotationRecord(
            7,
            Instant.parse("2026-06-10T22:09:17.456Z"),
            EXPIRY,
            Instant.parse("2026-06-17T22:09:17.180Z"),
            Instant.parse("2026-06-10T22:09:00Z"),
            "n-\"1\"");
    assertEquals(
        new StoredRecord.Present(full), RotationRecordJson.read(RotationRecordJson.write(full)));
    var least = new RotationRecord(1, null, EXPIRY, null, null, null);
    assertEquals(
        new StoredRecord.Present(least), RotationRecordJson.read(RotationRecordJson.write(least)));
  }

  @Test
  void writesOneCanonicalForm() {
    assertEquals(
        "{\"format\":1,\"secretVersion\":1,\"expiresAt\":\"2026-12-07T22:09:17.198Z\"}",
        RotationRecordJson.write(new RotationRecord(1, null, EXPIRY, null, null, null)));
  }

  @Test
  void readsALaterFormatWithFieldsItDoesNotKnow() {
    assertEquals(
        new StoredRecord.Present(new RotationRecord(9, null, EXPIRY, null, null, null)),
        RotationRecordJson.read(
            " {\"new\":{\"a\":[1,null]},\"expiresAt\":\"2026-12-08T00:09:17.198+02:00\","
                + "\"rotatedAt\":null,\"secretVersion\":9,\"format\":2}\n"));
  }

  @Test
  void takesThePlaceholderForNone() {
    assertEquals(new StoredRecord.Absent(), RotationRecordJson.read("NOT-SET"));
    assertEquals(new StoredRecord.Absent(), RotationRecordJson.read(" NOT-SET\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "marker",
        "[\"marker\"]",
        "null",
        "{}",
        "{\"secretVersion\":1}",
        "{\"secretVersion\":\"1\",\"expiresAt\":\"2026-12-07T22:09:17Z\"}",
        "{\"secretVersion\":1.5,\"expiresAt\":\"2026-12-07T22:09:17Z\"}",
        "{\"secretVersion\":0,\"expiresAt\":\"2026-12-07T22:09:17Z\"}",
        "{\"secretVersion\":99999999999999999999,\"expiresAt\":\"2026-12-07T22:09:17Z\"}",
        "{\"secretVersion\":1,\"expiresAt\":\"marker\"}",
        "{\"secretVersion\":1,\"expiresAt\":1765145357}",
        "{\"secretVersion\":1,\"expiresAt\":\"2026-12-07T22:09:17\"}",
        "{\"secretVersion\":1,\"expiresAt\":\"+100000-12-07T22:09:17Z\"}",
        "{\"secretVersion\":1,\"expiresAt\":\"2026-12-07T22:09:17Z\",\"requestedAt\":\"marker\"}",
        "{\"secretVersion\":1,\"expiresAt\":\"2026-12-07T22:09:17Z\",\"notificationId\":7}",
        "{\"secretVersion\":1,\"secretVersion\":2,\"expiresAt\":\"2026-12-07T22:09:17Z\"}",
        "{\"secretVersion\":1,\"expiresAt\":\"2026-12-07T22:09:17Z\"} marker",
      })
  void saysWhyAValueIsNoRecordWithoutItsContent(String value) {
    var broken = assertInstanceOf(StoredRecord.Broken.class, RotationRecordJson.read(value));
    assertFalse(broken.reason().contains("marker"), broken.reason());
    assertFalse(broken.reason().isBlank());
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    String longText = "{\"x\":\"" + "y".repeat(5000) + "\"}";
    assertInstanceOf(StoredRecord.Broken.class, RotationRecordJson.read(longText));
    assertInstanceOf(StoredRecord.Broken.class, RotationRecordJson.read("[".repeat(4000)));
  }

  private static String following(String follows) {
    return "{\"secretVersion\":7,\"expiresAt\":\"2026-12-07T22:09:17.198Z\",\"follows\":"
        + follows
        + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"11", "null"})
  void theNewestEntryCountsIfItFollowsTheOneBeforeItOrIsAPersons(String follows) {
    assertInstanceOf(
        StoredRecord.Present.class, RotationRecordJson.readNewest(following(follows), 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "12", "\"11\"", "11.5", "[]"})
  void theNewestEntryDoesNotCountIfItFollowsAnother(String follows) {
    var broken =
        assertInstanceOf(
            StoredRecord.Broken.class, RotationRecordJson.readNewest(following(follows), 12));
    assertTrue(broken.reason().contains("edited by hand"), broken.reason());
    assertInstanceOf(StoredRecord.Present.class, RotationRecordJson.read(following(follows)));
  }
}
