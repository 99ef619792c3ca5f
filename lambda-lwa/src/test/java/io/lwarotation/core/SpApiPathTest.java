package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpApiPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sellers/v1/marketplaceParticipations",
        "/orders/v0/orders/902-1845936-5435065/orderItems",
        "/listings/2021-08-01/items/A2EXAMPLE/SKU%20with%20space",
        "/catalog/2022-04-01/items/B0.EXAMPLE:1,2",
        "/a...b/c"
      })
  void letsPathsOfSpApiThrough(String path) {
    assertEquals(path, SpApiRequest.get(path, Map.of()).path());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "''~empty",
        "sellers/v1/x~start with a slash",
        "https://evil.example/x~scheme or a host",
        "//evil.example/x~scheme or a host",
        "/x/https://evil.example~scheme or a host",
        "/a/../b~segment . or ..",
        "/a/./b~segment . or ..",
        "/..~segment . or ..",
        "/a/%2e%2e/b~segment . or ..",
        "/a/%2E./b~segment . or ..",
        "/a/%252e%252e/b~segment . or ..",
        "/a/..%2fb~segment . or ..",
        "/a/..%5cb~backslash",
        "/a\\b~backslash",
        "/a%5cb~backslash",
        "/a//b~empty segment",
        "/%2f/b~empty segment",
        "/a?b=c~query",
        "/a#b~fragment",
        "/a b~percent-encoded",
        "/a%~broken percent escape",
        "/a%2~broken percent escape",
        "/a%zz~broken percent escape",
        "/a%00b~control character",
        "/a%0d%0aX-Evil:1~control character",
        "/a%250d%250a~control character",
        "/ü~percent-encoded",
        "@evil.example/x~start with a slash"
      })
  void refusesEverythingElseInOneSentence(String path, String reason) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(path, Map.of()));

    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(reason), message);
    assertTrue(message.endsWith("."), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\nb", "/a\r\nHost: evil.example", "/a\u0000b", "/a\u007fb", "/a\tb"})
  void refusesControlCharacters(String path) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(path, Map.of()));

    assertEquals("The path must not hold a control character.", refusal.getMessage());
  }

  @Test
  void refusesAPathThatIsTooLong() {
    String path = "/" + "a".repeat(2048);

    assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get(path, Map.of()));
  }

  @Test
  void refusesControlCharactersInTheQuery() {
    assertThrows(
        IllegalArgumentException.class, () -> SpApiRequest.get("/a", Map.of("k", "v\r\nx: y")));
    assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get("/a", Map.of("k\n", "v")));
    assertThrows(IllegalArgumentException.class, () -> SpApiRequest.get("/a", Map.of("", "v")));
    assertThrows(
        IllegalArgumentException.class, () -> SpApiRequest.get("/a", Map.of("k", "\ud800")));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpApiRequest.get("/a", Map.of("k", "v".repeat(10_000))));
  }

  @Test
  void takesAnyOtherTextInTheQuery() {
    SpApiRequest request = SpApiRequest.get("/a", Map.of("b", "ü/?&=%", "a", "😀"));

    assertEquals("{a=😀, b=ü/?&=%}", request.query().toString());
  }

  @Property(tries = 2000)
  void whatIsLetThroughNeverClimbsNorNamesAHost(@ForAll String path) {
    try {
      String passed = SpApiRequest.get(path, Map.of()).path();
      assertTrue(passed.startsWith("/"));
      assertFalse(passed.startsWith("//"));
      assertTrue(passed.chars().allMatch(c -> c > ' ' && c < 0x7f));
    } catch (IllegalArgumentException refusal) {
      assertTrue(String.valueOf(refusal.getMessage()).endsWith("."));
    }
  }
}
