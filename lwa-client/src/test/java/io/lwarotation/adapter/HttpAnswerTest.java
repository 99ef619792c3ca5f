package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
  private static HttpAnswer with(String header, String value) {
    return new HttpAnswer(200, Map.of(header, value), new byte[0]);
  }

  @Test
  void tellsARequestIdOfUpTo64LettersDigitsAndHyphens() {
    for (String id : new String[] {"azAZ09-", "-".repeat(64)}) {
      assertEquals(Optional.of(id), with("x-amzn-requestid", id).requestId());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a:b", "a@b", "a[b", "a`b", "a{b", "é", "<b>", "a\nb"})
  void keepsWhatIsNoRequestIdToItself(String id) {
    assertEquals(Optional.empty(), with("x-amzn-requestid", id).requestId());
    assertEquals(Optional.empty(), with("x-amzn-requestid", "a".repeat(65)).requestId());
  }
}
