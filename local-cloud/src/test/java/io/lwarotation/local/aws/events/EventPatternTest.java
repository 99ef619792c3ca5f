package io.lwarotation.local.aws.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventPatternTest {
  private static final String EVENT =
      """
      {"source":"aws.ssm","detail-type":"Parameter Store Policy Action",
       "resources":["arn:1","arn:2"],
       "detail":{"parameter-name":"/my-erp/lwa/clientsecret","days":150,"empty":null,"ok":true}}""";

  private static JsonNode event() throws Json.NotJsonException {
    return Json.read(EVENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"source":["aws.ssm"]}                                                   | true
          {"source":["aws.ssm","lwa.drill"]}                                       | true
          {"source":["AWS.SSM"]}                                                   | false
          {"source":["aws.ssm"],"detail-type":["other"]}                           | false
          {"detail":{"parameter-name":["/my-erp/lwa/clientsecret"]}}               | true
          {"detail":{"parameter-name":["/my-erp/*"]}}                              | false
          {"detail":{"parameter-name":[{"prefix":"/my-erp/"}]}}                    | true
          {"detail":{"days":[150.0]}}                                              | true
          {"detail":{"days":["150"]}}                                              | false
          {"detail":{"empty":[null]}}                                              | true
          {"detail":{"ok":[true]}}                                                 | true
          {"resources":["arn:2"]}                                                  | true
          {"resources":["arn:3"]}                                                  | false
          {"missing":{"field":["x"]}}                                              | false
          """)
  void matchesAsEventBridgeDoes(String pattern, boolean expected) throws Exception {
    assertEquals(expected, EventPattern.parse(pattern).matches(event()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"source\":\"aws.ssm\"}",
        "{\"source\":[]}",
        "{\"source\":[{\"starts\":\"x\"}]}",
        "{\"source\":[{\"prefix\":1}]}",
        "{\"source\":[\"a\"],\"source\":[\"b\"]}"
      })
  void refusesWhatIsNoPattern(String pattern) {
    AwsException refused = assertThrows(AwsException.class, () -> EventPattern.parse(pattern));
    assertEquals("InvalidEventPatternException", refused.code());
  }
}
