package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
  @Test
  void isNeverShown() {
    StoredCredentials credentials = Fakes.credentials(1, Fakes.NOW);
    Grant grant =
        new Grant.Seller(
            credentials.clientId(),
            (Secret) credentials.clientSecret(),
            credentials.refreshToken());

    assertFalse(credentials.toString().contains(Fakes.MARKER));
    assertFalse(grant.toString().contains(Fakes.MARKER));
  }

  @Test
  void equalsByItsText() {
    assertEquals(Secret.of("aEXAMPLE"), Secret.of("aEXAMPLE"));
    assertNotEquals(Secret.of("aEXAMPLE"), Secret.of("bEXAMPLE"));
  }

  @Test
  void takesEveryCharacterThatIsSeenInAscii() {
    String all = "!~azAZ09|._-/+=";

    assertEquals(all, Secret.of(all).reveal());
    assertEquals(all, new ClientId(all).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\n", "a b", "a\r", "ä", "a\u0000", "a\u007f"})
  void refusesWhatNoCredentialOfAmazonHolds(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Secret.of(text));

    assertFalse(String.valueOf(refusal.getMessage()).contains("a\n"));
    assertThrows(IllegalArgumentException.class, () -> new ClientId(text));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT23H59M59S, 0", "PT24H, 1", "PT-1S, -1", "PT-24H, -1", "PT-24H-1S, -2"})
  void daysLeftAreWholeDaysAndNegativeAfterTheDeadline(Duration ahead, long days) {
    Instant expiresAt = Fakes.NOW.plus(ahead);
    SecretExpiry expiry = new SecretExpiry(1, expiresAt, SecretExpiry.Source.RECORD);

    assertEquals(days, expiry.daysLeft(Fakes.NOW));
  }
}
