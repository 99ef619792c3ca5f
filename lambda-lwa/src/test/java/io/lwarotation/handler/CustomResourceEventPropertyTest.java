package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class CustomResourceEventPropertyTest {
  private static final String MARKER = "marker-EXAMPLE";

  @Property(tries = 2000)
  void arbitraryBytesAreRefusedWithOneSentence(@ForAll @Size(max = 300) byte[] bytes) {
    assertParsedOrRefused(bytes);
  }

  @Property(tries = 2000)
  void aDamagedEventIsParsedOrRefusedWithoutAPieceOfIt(
      @ForAll @Size(max = 20) byte[] damage, @ForAll int where) {
    byte[] event =
        """
        {"RequestType":"Create","ResponseURL":"https://example.com/%s","StackId":"%s",
         "ResourceProperties":{"App":"my-erp","ClientSecretParameter":"%s","RemindAfterDays":150}}"""
            .formatted(MARKER, MARKER, MARKER)
            .getBytes(StandardCharsets.UTF_8);
    int start = Math.floorMod(where, event.length);
    System.arraycopy(damage, 0, event, start, Math.min(damage.length, event.length - start));
    assertParsedOrRefused(event);
  }

  @Property(tries = 2000)
  void arbitraryPropertiesMakeAPlanOrOneSentence(@ForAll String value) {
    Map<String, String> properties = new HashMap<>();
    for (String name :
        new String[] {
          "App",
          "ClientIdParameter",
          "ClientSecretParameter",
          "RefreshTokenParameter",
          "RotationRecordParameter",
          "KeyId",
          "RemindAfterDays"
        }) {
      properties.put(name, value);
    }
    try {
      ParameterProperties.plan(properties);
    } catch (IllegalArgumentException refused) {
      assertOneSentence(refused);
    }
  }

  private static void assertParsedOrRefused(byte[] bytes) {
    try {
      CustomResourceEvent event = CustomResourceEvent.parse(bytes, false);
      assertFalse(event.toString().contains(MARKER));
    } catch (IllegalArgumentException refused) {
      assertOneSentence(refused);
    }
  }

  private static void assertOneSentence(IllegalArgumentException refused) {
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.endsWith("."), message);
    assertTrue(message.lines().count() == 1, message);
    assertFalse(message.contains(MARKER), message);
    assertNull(refused.getCause());
  }
}
