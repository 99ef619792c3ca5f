package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmazonWordsTest {
  @Test
  void showsCodeMessageAndDetailsAsAmazonSaysThem() {
    assertEquals(
        " (Amazon says: InvalidInput | Invalid parameter 'MarketplaceIds'. | createdAfter must be"
            + " before 2026-11-27T00:00:00Z (order 902-1845936-5435065).)",
        new AmazonWords(
                "InvalidInput",
                "Invalid parameter 'MarketplaceIds'.",
                "createdAfter must be before 2026-11-27T00:00:00Z (order 902-1845936-5435065).")
            .inBrackets());
  }

  @Test
  void saysNothingWhereAmazonSaidNothing() {
    assertEquals("", AmazonWords.NONE.inBrackets());
    assertEquals("", new AmazonWords("", " ", "\n").inBrackets());
  }

  @Test
  void saysTheSameTextOnce() {
    assertEquals(
        " (Amazon says: Forbidden)", new AmazonWords("", "Forbidden", "Forbidden").inBrackets());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Atza|EXAMPLE",
        "Atzr|IwEBIEXAMPLE-abc_def",
        "Atzr%7CIwEBIEXAMPLE",
        "amzn1.oa2-cs.v1.0123456789abcdefEXAMPLE",
        "amzn1.application-oa2-client.EXAMPLE0123456789",
        "\"Atza|EXAMPLE\"",
        "token=Atza|EXAMPLE;",
        "(amzn1.oa2-cs.v1.EXAMPLE)",
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJFWEFNUExFIn0",
        "MARKER-EXAMPLE",
        "client_secret=0f1e2d3c4b5a69788796EXAMPLE",
        "marketplaceIds=A1,Atza|EXAMPLE",
        "AKIA0EXAMPLE000000",
        "évaluéEXAMPLE0f1e2d3c4b5a"
      })
  void hidesWhatLooksLikeACredential(String word) {
    for (AmazonWords words :
        new AmazonWords[] {
          new AmazonWords(word, "", ""),
          new AmazonWords("", "The value " + word + " is wrong", ""),
          new AmazonWords("", "", word),
        }) {
      assertFalse(words.inBrackets().contains("EXAMPLE"), words::toString);
      assertFalse(words.toString().contains(word), words::toString);
    }
    assertTrue(new AmazonWords("", "a " + word, "").inBrackets().contains("a [hidden]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "marketplaceIds=ATVPDKIKX0DER,A2EUQ1WTGCTBG2",
        "'CreatedAfter','LastUpdatedAfter'",
        "Händler „gesperrt“",
        "リクエストが無効です。",
        "issues[0].issueTypes"
      })
  void showsWhatIsNone(String words) {
    assertEquals(words, new AmazonWords("", words, "").message());
  }

  @Test
  void isShortAndOnOneLine() {
    String shown =
        new AmazonWords("", "one\r\ntwo\u0000three " + "word ".repeat(200), "").message();

    assertTrue(shown.startsWith("one two three word"), shown);
    assertTrue(shown.endsWith(" …") && shown.length() < 250, shown);
  }
}
