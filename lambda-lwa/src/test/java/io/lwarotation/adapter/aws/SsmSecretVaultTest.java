package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SsmSecretVaultTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant STORED = NOW.minus(Duration.ofDays(30));
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/EXAMPLE";
  private static final ParameterNames NAMES =
      new ParameterNames(
          "my-erp",
          "/my-erp/lwa/clientidentifier",
          "/my-erp/lwa/clientsecret",
          "/my-erp/refreshToken",
          "/my-erp/lwa/rotation");
  private static final Deadline SOON =
      Deadline.in(Duration.ofSeconds(10), InstantSource.fixed(NOW));
  private static final String TEXT = "amzn1.oa2-cs.v1.EXAMPLE";
  private static final Secret SECRET = Secret.of(TEXT);

  private static final RecordDraft DRAFT =
      new RecordDraft(new RotationRecord(7, null, NOW, null, null, null), 10, RecordNotes.NONE);

  private final SsmClient ssm = mock(SsmClient.class);
  private final SsmClient writing = mock(SsmClient.class);
  private final SsmSecretVault vault =
      SsmSecretVault.forWriting(
          ssm, writing, NAMES, new SsmSecretVault.Storage(KEY, 140), InstantSource.fixed(NOW));

  private final SsmRotationRecords records =
      new SsmRotationRecords(ssm, writing, NAMES, InstantSource.fixed(NOW));

  private static Parameter parameter(String name, String value, long version) {
    return Parameter.builder()
        .name(name)
        .value(value)
        .version(version)
        .lastModifiedDate(STORED)
        .build();
  }

  private void stored(Parameter... parameters) {
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenReturn(GetParametersResponse.builder().parameters(parameters).build());
  }

  private GetParametersRequest asked() {
    ArgumentCaptor<GetParametersRequest> sent = ArgumentCaptor.captor();
    verify(ssm).getParameters(sent.capture());
    return sent.getValue();
  }

  private void writesAsVersion(long version) {
    when(writing.putParameter(any(PutParameterRequest.class)))
        .thenReturn(PutParameterResponse.builder().version(version).build());
  }

  private PutParameterRequest written() {
    ArgumentCaptor<PutParameterRequest> sent = ArgumentCaptor.captor();
    verify(writing).putParameter(sent.capture());
    return sent.getValue();
  }

  private static SsmException refusal() {
    return refusal("AccessDeniedException");
  }

  private static SsmException refusal(String code) {
    return (SsmException)
        SsmException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage("not for amzn1.oa2-cs.v1.EXAMPLE")
                    .build())
            .build();
  }

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

  @Test
  void withoutAUsableClientIdThereIsNothingToRotate() {
    stored(parameter(NAMES.clientId(), "NOT-SET", 1), parameter(NAMES.clientSecret(), TEXT, 7));

    NotConfiguredException failure =
        assertThrows(NotConfiguredException.class, () -> vault.read(SOON));

    assertTrue(String.valueOf(failure.getMessage()).contains("/my-erp/lwa/clientidentifier"));
    assertFalse(failure.nothingStored());
  }

  @Test
  void tellsThatNothingIsStoredYet() {
    stored(
        parameter(NAMES.clientId(), "NOT-SET", 1),
        parameter(NAMES.clientSecret(), "NOT-SET", 1),
        parameter(NAMES.refreshToken(), "NOT-SET", 1));

    assertTrue(assertThrows(NotConfiguredException.class, () -> vault.read(SOON)).nothingStored());
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

  @Test
  void aLabelThatKeepsTheOldestVersionIsToBeMoved() {
    when(writing.putParameter(any(PutParameterRequest.class)))
        .thenThrow(refusal("ParameterMaxVersionLimitExceeded"));

    StoreException failure = assertThrows(StoreException.class, () -> vault.write(SECRET, SOON));

    assertEquals(
        "Parameter Store refused (ParameterMaxVersionLimitExceeded) while writing /my-erp/lwa/clientsecret:"
            + " a label keeps the oldest of its 100 versions; move it to the newest (aws ssm label-parameter-version),"
            + " and the next run goes on.",
        failure.getMessage());
  }

  @Test
  void aRefusedWriteSaysWhatToCheckWithoutAwsText() {
    when(writing.putParameter(any(PutParameterRequest.class))).thenThrow(refusal());

    StoreException failure = assertThrows(StoreException.class, () -> vault.write(SECRET, SOON));

    assertEquals(StoreException.Kind.REFUSED, failure.kind());
    assertEquals(
        "Parameter Store refused (AccessDeniedException) while writing /my-erp/lwa/clientsecret: check"
            + " that the function's role may put this parameter and use the key, and that the key is"
            + " enabled.",
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
  void readsOneVersionByItsNumberAndTakesNoOther() {
    stored(parameter(NAMES.clientSecret(), TEXT, 7));

    assertEquals(Optional.of(SECRET), vault.at(7, SOON));

    assertEquals(List.of("/my-erp/lwa/clientsecret:7"), asked().names());
  }

  @Test
  void whatIsNotSeenIsUnknownAndNeverAbsent() {
    stored(parameter(NAMES.clientSecret(), TEXT, 7));
    assertNotSeen(() -> vault.at(6, SOON));
    stored();
    assertNotSeen(() -> vault.at(8, SOON));
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenThrow(ParameterVersionNotFoundException.builder().statusCode(400).build());
    assertNotSeen(() -> vault.at(8, SOON));
  }

  @Test
  void aVersionThatIsThereAndUnfitIsSeenAsNoSecret() {
    stored(parameter(NAMES.clientSecret(), "amzn1 with a space EXAMPLE", 7));

    assertEquals(Optional.empty(), vault.at(7, SOON));
  }

  private static void assertNotSeen(Executable reading) {
    StoreException failure = assertThrows(StoreException.class, reading);
    assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("cannot be seen yet"));
  }

  @Test
  void findsWhenATextWasFirstStoredOnWhicheverPage() {
    history(
        page("next", version(1, "a"), version(2, TEXT)),
        page(null, version(3, "b"), version(4, TEXT)));

    assertEquals(Optional.of(STORED.plusSeconds(2)), vault.firstStored(SECRET, SOON));
    history(page(null, version(1, "a")));
    assertEquals(Optional.empty(), vault.firstStored(SECRET, SOON));
  }

  @Test
  void looksOneByOneWhereAnOldVersionCannotBeDecrypted() {
    when(ssm.getParameterHistory(any(GetParameterHistoryRequest.class)))
        .thenAnswer(
            call -> {
              if (call.<GetParameterHistoryRequest>getArgument(0).withDecryption()) {
                throw refusal();
              }
              return page(null, version(1, "x"), version(2, "x"), version(3, "x"));
            });
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenAnswer(
            call -> {
              String name = call.<GetParametersRequest>getArgument(0).names().getFirst();
              if (name.endsWith(":1")) {
                throw refusal();
              }
              return GetParametersResponse.builder()
                  .parameters(
                      parameter(
                          NAMES.clientSecret(),
                          TEXT,
                          Long.parseLong(name.substring(name.indexOf(':') + 1))))
                  .build();
            });

    assertEquals(Optional.of(STORED.plusSeconds(2)), vault.firstStored(SECRET, SOON));
    Secret other = Secret.of("amzn1.oa2-cs.v1.OTHER-EXAMPLE");
    assertEquals(
        Optional.of(STORED.plusSeconds(1)),
        vault.firstStored(other, SOON),
        "it may be what cannot be read");
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

  @Test
  void readsAnEarlierVersionOfTheRecord() {
    stored(parameter(NAMES.rotationRecord(), RecordEntryJson.write(DRAFT), 11));
    assertEquals(10L, records.at(11, SOON).follows());
    assertNotSeen(() -> records.at(5, SOON));
    verifyNoInteractions(writing);
  }

  private void history(GetParameterHistoryResponse... pages) {
    List<GetParameterHistoryResponse> left = new ArrayList<>(Arrays.asList(pages));
    when(ssm.getParameterHistory(any(GetParameterHistoryRequest.class)))
        .thenAnswer(_ -> left.removeFirst());
  }

  private static GetParameterHistoryResponse page(
      @Nullable String next, ParameterHistory... versions) {
    return GetParameterHistoryResponse.builder().parameters(versions).nextToken(next).build();
  }

  private static ParameterHistory version(long version, String value) {
    return ParameterHistory.builder()
        .version(version)
        .value(value)
        .lastModifiedDate(STORED.plusSeconds(version))
        .build();
  }
}
