package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The newest values, and how they are written. */
final class SsmSecretVaultTest extends SsmVaultCase {
  @Test
  void readsAllThatRotationNeedsAtOnce() {
    stored(
        parameter(NAMES.clientId(), "amzn1.application-oa2-client.EXAMPLE\n", 1),
        parameter(NAMES.clientSecret(), "amzn1.oa2-cs.v1.EXAMPLE\n", 7),
        parameter(NAMES.rotationRecord(), "NOT-SET", 3),
        parameter(NAMES.refreshToken(), "Atzr|EXAMPLE", 2));

    VaultState state = vault.read(SOON);

    assertEquals("amzn1.application-oa2-client.EXAMPLE", state.clientId().value());
    assertEquals(SECRET, state.secret());
    assertEquals(Secret.of("Atzr|EXAMPLE"), state.refreshToken());
    assertEquals(7, state.secretVersion());
    assertEquals(STORED, state.secretLastModified());
    assertEquals(
        new RecordEntry(3, STORED, new StoredRecord.Absent(), null, RecordNotes.NONE),
        state.newest());
    assertEquals(NOW, state.readAt());
    assertTrue(asked().withDecryption());
    assertEquals(NAMES.all(), asked().names());
  }

  @Test
  void aPlaceholderIsNoSecretAndAMissingRefreshTokenIsNone() {
    stored(
        parameter(NAMES.clientId(), "amzn1.application-oa2-client.EXAMPLE", 1),
        parameter(NAMES.clientSecret(), "NOT-SET", 1));

    VaultState state = vault.read(SOON);

    assertNull(state.secret());
    assertNull(state.refreshToken());
    assertEquals(0, state.newest().version());
  }

  @ParameterizedTest
  @CsvSource({TEXT + ", false", "NOT-SET, true"})
  void withoutAUsableClientIdThereIsNothingToRotate(String secret, boolean nothingStored) {
    stored(
        parameter(NAMES.clientId(), "NOT-SET", 1),
        parameter(NAMES.clientSecret(), secret, 7),
        parameter(NAMES.refreshToken(), "NOT-SET", 1));

    NotConfiguredException failure =
        assertThrows(NotConfiguredException.class, () -> vault.read(SOON));

    assertTrue(String.valueOf(failure.getMessage()).contains("/my-erp/lwa/clientidentifier"));
    assertEquals(nothingStored, failure.nothingStored());
  }

  @Test
  void neverTakesTheTimeToBeBeforeWhatWasWritten() {
    Instant later = NOW.plusMillis(900);
    stored(
        parameter(NAMES.clientId(), "amzn1.application-oa2-client.EXAMPLE", 1),
        parameter(NAMES.clientSecret(), TEXT, 7).toBuilder().lastModifiedDate(later).build());

    assertEquals(later, vault.read(SOON).readAt());
  }

  @Test
  void writesWithTypeTierKeyAndPolicies() {
    writesAsVersion(8L);

    assertEquals(8, vault.write(SECRET, SOON));

    PutParameterRequest request = written();
    assertEquals("/my-erp/lwa/clientsecret", request.name());
    assertEquals(TEXT, request.value());
    assertEquals(ParameterType.SECURE_STRING, request.type());
    assertEquals(ParameterTier.ADVANCED, request.tier());
    assertEquals(KEY, request.keyId());
    assertEquals(
        "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"140\",\"Unit\":\"Days\"}}]",
        request.policies());
    assertTrue(request.overwrite());
    assertFalse(request.hasTags());
    verifyNoInteractions(ssm);
  }

  @Test
  void aVaultForReadingWritesNothing() {
    SsmSecretVault reading = SsmSecretVault.forReading(ssm, NAMES, InstantSource.fixed(NOW));

    assertThrows(IllegalStateException.class, () -> reading.write(SECRET, SOON));
    verifyNoInteractions(ssm);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ParameterMaxVersionLimitExceeded|a label keeps the oldest of its 100 versions; move it to the"
            + " newest (aws ssm label-parameter-version), and the next run goes on.",
        "AccessDeniedException|check that the caller's role may put this parameter and use the key,"
            + " and that the key is enabled."
      })
  void aRefusedWriteSaysWhatToCheckWithoutAwsText(String code, String remedy) {
    when(writing.putParameter(any(PutParameterRequest.class))).thenThrow(refusal(code));

    StoreException failure = assertThrows(StoreException.class, () -> vault.write(SECRET, SOON));

    assertEquals(StoreException.Kind.REFUSED, failure.kind());
    assertEquals(
        "Parameter Store refused (" + code + ") while writing /my-erp/lwa/clientsecret: " + remedy,
        failure.getMessage());
  }

  @Test
  void beginsNothingWhenNoTimeIsLeft() {
    Deadline over = Deadline.in(Duration.ZERO, InstantSource.fixed(NOW));

    StoreException failure = assertThrows(StoreException.class, () -> vault.write(SECRET, over));

    assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
    verifyNoInteractions(writing);
  }

  @Test
  void writesTheRecordAsPlainTextAndTellsItsVersion() {
    writesAsVersion(12L);

    assertEquals(12, records.put(DRAFT, SOON));

    PutParameterRequest sent = written();
    assertEquals("/my-erp/lwa/rotation", sent.name());
    assertEquals(ParameterType.STRING, sent.type());
    assertTrue(sent.overwrite());
    assertEquals(RecordEntryJson.write(DRAFT), sent.value());
  }
}
