package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpApiRequestTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sellers/v1/marketplaceParticipations",
        "/orders/v0/orders/902-3159896-1390916/orderItems",
        "/listings/2021-08-01/items/AEXAMPLE/SKU%2F1%20%23%3F",
        "/listings/2021-08-01/items/AEXAMPLE/%C3%A4%E2%82%AC",
        "/listings/2021-08-01/items/AEXAMPLE/50%25",
        "/listings/2021-08-01/items/AEXAMPLE/a..b",
        "/listings/2021-08-01/items/AEXAMPLE/...",
        "/listings/2021-08-01/items/AEXAMPLE/.hidden",
        "/reports/2021-06-30/schedules/",
        "/a:b@c/(d)*+,;=!$&'~_-"
      })
  void takesAPathOfSpApi(String path) {
    assertEquals("GET " + path, SpApiRequest.get(path, Map.of()).operation());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, does not start with one slash",
        "orders/v0, does not start with one slash",
        "https://evil.example/orders, does not start with one slash",
        "//evil.example/orders, does not start with one slash",
        "/orders?a=b, holds a ? or #",
        "/orders#a, holds a ? or #",
        "/orders/v0/a b, must be percent-encoded",
        "/orders/ä, must be percent-encoded",
        "/orders/\u2025/x, must be percent-encoded",
        "/orders/\"x\", must be percent-encoded",
        "/orders/{orderId}, must be percent-encoded",
        "/orders\\v0, holds a backslash",
        "/orders/%5c..%5cx, encoded backslash",
        "/orders/%255Cx, encoded backslash",
        "/orders/%, not followed by two hexadecimal digits",
        "/orders/%2, not followed by two hexadecimal digits",
        "/orders/%zz, not followed by two hexadecimal digits",
        "/orders/%2z, not followed by two hexadecimal digits",
        "/orders/%ff, not UTF-8",
        "/orders/%c0%ae%c0%ae/x, not UTF-8",
        "/orders/%ed%a0%80, not UTF-8",
        "/orders/../v0, holds a segment of dots",
        "/orders/v0/., holds a segment of dots",
        "/orders/%2e%2e/v0, holds a segment of dots",
        "/orders/.%2e, holds a segment of dots",
        "/orders%2f..%2fv0, holds a segment of dots",
        "/orders/%25252e%25252e/v0, holds a segment of dots",
        "/orders/%2525252e/v0, holds a segment of dots",
        "/orders/..;x=y/v0, holds a segment of dots",
        "/orders/%2e%2e%3bx/v0, holds a segment of dots",
        "/%2fevil.example/x, holds an empty segment",
        "/%252fevil.example/x, holds an empty segment",
        "/orders/%00, encoded control character",
        "/orders/%0d%0aHost:%20evil.example, encoded control character",
        "/orders/%250a, encoded control character",
        "/orders/%7f, encoded control character"
      })
  void refusesEveryOtherPathAndSaysWhy(String path, String problem) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(path, Map.of()));
    assertTrue(String.valueOf(refusal.getMessage()).contains(problem), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders/\u0000", "/orders\r\nHost: x", "/orders\t", "/orders/\u007f"})
  void refusesControlCharactersInAPathWithoutRepeatingThem(String path) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(path, Map.of()))
                .getMessage());
    assertEquals("The path holds a control character.", message);
  }

  @Test
  void takesAPathOf2048CharactersAndNoLonger() {
    String longest = "/" + "a".repeat(2047);
    assertEquals(longest, SpApiRequest.get(longest, Map.of()).path());
    assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(longest + "a", Map.of()));
  }

  @Test
  void looksThroughTheDeepestNestingOfEscapesThatFits() {
    String dots = "/a/%" + "25".repeat(1000) + "2e./b";
    String letter = "/a/%" + "25".repeat(1000) + "61./b";
    assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(dots, Map.of()));
    assertEquals(letter, SpApiRequest.get(letter, Map.of()).path());
  }

  @Test
  void keepsTheQueryInTheOrderOfItsNamesAndApartFromTheCallersMap() {
    Map<String, String> query = new HashMap<>(Map.of("b", "2 & ä€😀", "a", ""));
    SpApiRequest request = SpApiRequest.get("/orders/v0/orders", query);
    query.put("c", "3");
    assertEquals(List.of("a", "b"), List.copyOf(request.query().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> request.query().put("c", "3"));
  }

  @Test
  void refusesAQueryThatCannotBeSent() {
    refusesQuery(Map.of("", "x"), "without a name");
    refusesQuery(Map.of("a\n", "x"), "a name with a control character");
    refusesQuery(Map.of("a", "x\r\nHost: y"), "a value with a control character");
    refusesQuery(Map.of("a", "\u0085"), "a value with a control character");
    refusesQuery(Map.of("a", "\ud800"), "lone surrogate");
    refusesQuery(Map.of("n".repeat(129), "x"), "a name that is longer than 128");
    refusesQuery(Map.of("a", "v".repeat(4097)), "a value that is longer than 4096");
    refusesQuery(
        Map.of("a", "v".repeat(4096), "b", "v".repeat(4096)), "is longer than 8192 characters");
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 65; i++) {
      many.put("n" + i, "");
    }
    refusesQuery(many, "more than 64 parameters");
  }

  private static void refusesQuery(Map<String, String> query, String problem) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get("/o", query))
                .getMessage());
    assertTrue(message.contains(problem), message);
    assertFalse(message.contains("Host"), message);
  }
}
