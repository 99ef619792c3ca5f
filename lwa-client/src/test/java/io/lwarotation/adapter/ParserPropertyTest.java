package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.lwarotation.core.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Arbitrary bytes at every parser: a value or the one typed exception, and never the content. */
class ParserPropertyTest {
  private static final String MARKER = "EXAMPLEmarker";

  /** Bytes without sense, and pieces of the documents that the parsers know, put together. */
  @Provide
  Arbitrary<byte[]> documents() {
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<byte[]> pieces =
        Arbitraries.of(
                """
                { } [ ] , : " \\u0000 \\ud800 1e999999999 -0 1 null \u00e9 \0 \n
                "Parameters":[ "Name": "Value": "Version":1 "LastModifiedDate":1.5 "errors":[
                "details": "access_token": "expires_in": "secretVersion": "expiresAt": "__type":
                "EXAMPLEmarker" EXAMPLEmarker "2026-12-07T22:09:17Z"
                """
                    .split("\\s+"))
            .list()
            .ofMaxSize(30)
            .map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(noise, pieces);
  }

  @Property(tries = 3000, seed = "42")
  void theReaderOfJsonGivesAValueOrATypedException(@ForAll("documents") byte[] document) {
    try {
      assertFalse(JsonReader.read(document, 1000).toString().contains(MARKER));
    } catch (NotJsonException e) {
      assertFalse(Markers.everythingSaidBy(e).contains(MARKER));
    }
  }

  @Property(tries = 3000, seed = "42")
  void theRecordIsReadOrBroken(@ForAll("documents") byte[] document) {
    StoredRecord record = RotationRecordJson.read(new String(document, StandardCharsets.UTF_8));
    if (record instanceof StoredRecord.Broken broken) {
      assertFalse(broken.reason().contains(MARKER));
    }
    assertNotNull(record);
  }

  @Property(tries = 3000, seed = "42")
  void theAnswerOfParameterStoreIsReadOrRefused(@ForAll("documents") byte[] document) {
    try {
      assertFalse(
          SsmAnswer.parse(new HttpAnswer(200, Map.of(), document)).toString().contains(MARKER));
    } catch (NotJsonException e) {
      assertFalse(Markers.everythingSaidBy(e).contains(MARKER));
    }
  }

  @Property(tries = 3000, seed = "42")
  void everyRefusalIsRead(@ForAll("documents") byte[] document, @ForAll("statuses") int status) {
    assertNotNull(SpApiRefusal.of(new HttpAnswer(status, Map.of(), document)));
    AwsRefusal refusal = AwsRefusal.of(new HttpAnswer(status, Map.of(), document));
    assertNotNull(refusal.toException("x", "y", code -> code).kind());
    assertNotNull(AwsKeyProvider.parse(document));
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.of(100, 200, 204, 301, 400, 401, 403, 404, 429, 500, 503);
  }
}
