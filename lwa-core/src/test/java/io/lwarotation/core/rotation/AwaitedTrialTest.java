package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A text was stored after the request and is not there any more: whether it was the new secret. */
class AwaitedTrialTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");

  private final Fakes.Lwa lwa = new Fakes.Lwa();

  private final ByHandStore store = new ByHandStore();

  private RotationRecord settled() {
    store.secret(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-2"), ASKED.plusSeconds(60));
    store.secret(Secret.of("amzn1.oa2-cs.v1.EXAMPLE-3"), ASKED.plusSeconds(90));
    return new AwaitedSecret(
            store.vault(),
            new SecretTrial(lwa, new Fakes.Sp()),
            new ClientId("amzn1.application-oa2-client.EXAMPLE"),
            Secret.of("Atzr|EXAMPLE"))
        .settled(record(1), record(3), Deadline.in(Duration.ofSeconds(50), new Fakes.Clock()));
  }

  private static RotationRecord record(long version) {
    return RotationRecord.of(version, ASKED.plus(Duration.ofDays(180))).marked(ASKED);
  }

  @Test
  void isUnknownWhileAmazonDoesNotAnswerAndDecidesNothing() {
    AmazonException silent = new AmazonException.NoAnswer(Service.LWA, "did not answer", null);
    lwa.failures.add(silent);
    lwa.failures.add(silent);

    assertThrows(StoreException.class, this::settled);
  }

  /** No second rotation may fall into its grace. */
  @Test
  void mayHaveBeenWhereNothingWillEverTell() {
    lwa.failures.add(Fakes.lwa(400, Refusal.INVALID_GRANT));
    lwa.failures.add(Fakes.lwa(400, Refusal.CLIENT_MAY_NOT));

    RotationRecord settled = settled();

    assertNull(settled.requestedAt());
    assertEquals(ASKED.plus(Duration.ofDays(7)), settled.oldSecretExpiresAt());
  }
}
