package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class SpApiRequestPropertyTest {
  private static final String MARKER = "MARKER-EXAMPLE";

  @Property(tries = 2000)
  void noPathLeavesTheHostOrClimbs(@ForAll("nastyPaths") String path) {
    try {
      staysWhereItIs(SpApiRequest.get(path, Map.of()).path());
    } catch (IllegalArgumentException e) {
      isASentence(String.valueOf(e.getMessage()));
    }
  }

  @Property(tries = 2000)
  void anyStringIsAPathOrARefusalThatRepeatsNothing(@ForAll String before, @ForAll String after) {
    try {
      staysWhereItIs(SpApiRequest.get(before + MARKER + after, Map.of()).path());
    } catch (IllegalArgumentException e) {
      isASentence(String.valueOf(e.getMessage()));
    }
  }

  @Property(tries = 1000)
  void anyQueryIsKeptOrRefusedWithoutRepeatingIt(
      @ForAll @Size(max = 4) Map<String, String> query, @ForAll String value) {
    try {
      query.put("name", value + MARKER);
      SpApiRequest request = SpApiRequest.get("/orders", query);
      assertEquals(query, request.query());
    } catch (IllegalArgumentException e) {
      isASentence(String.valueOf(e.getMessage()));
    }
  }

  private static void staysWhereItIs(String path) {
    URI uri = URI.create("https://sellingpartnerapi-na.amazon.com" + path);
    assertEquals("sellingpartnerapi-na.amazon.com", uri.getHost());
    assertEquals(path, uri.getRawPath());
    String decoded = path;
    for (int i = 0; i < 4; i++) {
      assertFalse(decoded.matches("(.*/)?\\.\\.?(/.*)?"), decoded);
      assertFalse(decoded.chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f), decoded);
      assertFalse(decoded.startsWith("//"), decoded);
      try {
        decoded = URLDecoder.decode(decoded.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return; // No escape any more.
      }
    }
  }

  private static void isASentence(String message) {
    assertTrue(message.matches("The (path|query) [ -~]{10,150}\\."), message);
    assertFalse(message.contains(MARKER), message);
  }

  @Provide
  Arbitrary<String> nastyPaths() {
    return Arbitraries.of(
            ("/,//,.,..,%2e,%2E,%252e,%2f,%252f,%5c,\\,a,orders,v0,;,%3b,%,%25,?,#,%00,%0a,@,:,https:,"
                    + "evil.example,%c0%ae,%C3%A4, ,ä,\u0000,\uff0e,%ef%bc%8e")
                .split(",", -1))
        .list()
        .ofMaxSize(8)
        .map(parts -> "/" + String.join("", parts));
  }
}
