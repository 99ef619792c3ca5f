package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.local.aws.sns.SmsParts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmsPartsTest {
  @ParameterizedTest
  @CsvSource({"160,x,1", "161,x,2", "306,x,2", "307,x,3", "70,ж,1", "71,ж,2", "80,€,1", "81,€,2"})
  void countsThePartsOfATextMessage(int length, String character, int parts) {
    assertEquals(parts, SmsParts.of(character.repeat(length)));
  }
}
