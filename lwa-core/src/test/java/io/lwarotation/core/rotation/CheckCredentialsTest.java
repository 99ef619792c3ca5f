package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckCredentialsTest {
  private static final Instant END = ByHandStore.NOW.plus(Duration.ofDays(40));

  private final ByHandStore store = new ByHandStore();
  private final Fakes.Lwa lwa = new Fakes.Lwa();
  private final Fakes.Sp spApi = new Fakes.Sp();
  private final Deadline deadline = Deadline.in(Duration.ofSeconds(60), () -> ByHandStore.NOW);

  @BeforeEach
  void storesAll() {
    store.others.put(
        Credential.CLIENT_ID, Secret.of("amzn1.application-oa2-client." + Fakes.MARKER));
    store.others.put(Credential.REFRESH_TOKEN, Secret.of("Atzr|" + Fakes.MARKER));
    store.secret(Secret.of("amzn1.oa2-cs.v1." + Fakes.MARKER), ByHandStore.NOW);
    store.entry(RotationRecord.of(2, END));
  }

  private CallAnswer run() {
    return new CheckCredentials(
            ParameterNames.ofApp("my-erp"), store.records(), new SecretTrial(lwa, spApi))
        .run(store.parameters().read(deadline), deadline);
  }

  private DiagnosedException fails() {
    DiagnosedException failure = assertThrows(DiagnosedException.class, this::run);
    assertFalse(failure.remedy().contains(Fakes.MARKER), failure.remedy());
    return failure;
  }

  @Test
  void tellsWhatSpApiAnsweredAndWhenTheSecretEnds() {
    CallAnswer answer = run();

    assertEquals(spApi.answer, answer.answer());
    assertEquals("GET /sellers/v1/marketplaceParticipations", answer.operation());
    assertEquals(END, answer.expiry().expiresAt());
    assertEquals(40, answer.daysLeft());
    assertEquals(Optional.empty(), answer.recordProblem());
  }

  @Test
  void countsTheEntryOfTheRecordThatCounts() {
    RecordEntry counts = store.entries.getLast();
    RotationRecord lost = RotationRecord.of(2, ByHandStore.NOW);
    store.entries.add(
        new RecordEntry(
            counts.version() + 1,
            ByHandStore.NOW,
            new StoredRecord.Present(lost),
            counts.version() - 1,
            RecordNotes.NONE));

    assertEquals(END, run().expiry().expiresAt());
  }

  @Test
  void namesEveryCredentialThatIsMissingOrUnfitAndAsksNobody() {
    store.others.remove(Credential.REFRESH_TOKEN);
    store.secret(null, ByHandStore.NOW);

    DiagnosedException failure = fails();

    assertEquals(Diagnosis.NOT_CONFIGURED, failure.diagnosis());
    assertEquals(
        "/my-erp/lwa/clientsecret holds a space; /my-erp/refreshToken is not set yet. Store what is"
            + " missing: ./lwa put --app my-erp",
        failure.remedy());
    assertTrue(lwa.asked.isEmpty());
  }

  @Test
  void saysThatTheSecretWorksWhereOnlyTheAuthorizationIsDead() {
    lwa.failures.add(Fakes.lwa(400, Refusal.INVALID_GRANT));

    DiagnosedException failure = fails();

    assertEquals(Diagnosis.REAUTHORIZE, failure.diagnosis());
    assertTrue(failure.remedy().startsWith("The client secret works"), failure.remedy());
  }
}
