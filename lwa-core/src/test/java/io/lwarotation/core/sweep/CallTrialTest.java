package io.lwarotation.core.sweep;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRegion;
import io.lwarotation.core.SpApiRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallTrialTest {
  private static final Secret TOKEN = Secret.of("Atzr|" + Fakes.MARKER + "-of-acme");
  private static final StoredAuthorization ACME =
      new StoredAuthorization(
          Authorization.of("eu/acme"), Optional.of(TOKEN), "", Fakes.NOW, Optional.empty());

  private final Fakes.Clock clock = new Fakes.Clock();
  private final Fakes.Store store = new Fakes.Store();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();
  private final CallTrial trial =
      new CallTrial(
          "my-erp",
          _ -> store,
          lwa,
          new SpApiHosts(SpApiRegion.NA.endpoint(), Map.of()),
          _ -> spApi,
          SpApiRequest.PROBE,
          true,
          clock);

  private Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(20), clock);
  }

  private List<Secret> tokensAsked() {
    return lwa.asked.stream().map(grant -> ((Grant.Seller) grant).refreshToken()).toList();
  }

  @Test
  void readsTheClientOnceForAll() {
    trial.prepare(ACME, deadline());
    trial.run(ACME, deadline());
    trial.run(ACME, deadline());

    assertEquals(1, store.reads.size());
    assertEquals(List.of(TOKEN, TOKEN), tokensAsked());
  }

  /** What is read again is the client: the token beside it is another one's, or an earlier one. */
  @Test
  void triesTheSameTokenWithTheClientThatIsReadAgain() {
    trial.prepare(ACME, deadline());
    spApi.failures.add(Fakes.spApi(403, Refusal.SECRET_EXPIRED));

    assertDoesNotThrow(() -> trial.run(ACME, deadline()));

    assertEquals(2, store.reads.size());
    assertEquals(List.of(TOKEN, TOKEN), tokensAsked());
  }

  @Test
  void saysThatAnAuthorizationEndedAfterItsYear() {
    for (int days : List.of(364, 365)) {
      StoredAuthorization old =
          new StoredAuthorization(
              ACME.authorization(),
              ACME.token(),
              "",
              Fakes.NOW.minus(Duration.ofDays(10)),
              Optional.of(LocalDate.ofInstant(Fakes.NOW, ZoneOffset.UTC).minusDays(days)));
      lwa.failures.add(Fakes.lwa(400, Refusal.INVALID_GRANT));

      trial.prepare(old, deadline());
      DiagnosedException failure =
          assertThrows(DiagnosedException.class, () -> trial.run(old, deadline()));

      assertEquals(Diagnosis.REAUTHORIZE, failure.diagnosis());
      assertEquals(days >= 365, failure.remedy().contains("ended after a year"), failure.remedy());
    }
  }

  /** Else each authorization would be reported for it. */
  @Test
  void aClientSecretThatCannotBeSentIsTroubleOfTheClient() {
    store.stored = Fakes.malformed(7);

    DiagnosedException failure =
        assertThrows(DiagnosedException.class, () -> trial.prepare(ACME, deadline()));

    assertEquals(Diagnosis.NOT_CONFIGURED, failure.diagnosis());
    assertEquals(List.of(), lwa.asked);
  }
}
