package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** Earlier versions of the secret and the record. */
final class SsmVersionsTest extends SsmVaultCase {
  @Test
  void readsOneVersionByItsNumberAndAnUnfitOneAsNoSecret() {
    stored(parameter(NAMES.clientSecret(), TEXT, 7));
    assertEquals(Optional.of(SECRET), vault.at(7, SOON));
    assertEquals(List.of("/my-erp/lwa/clientsecret:7"), asked().names());

    stored(parameter(NAMES.clientSecret(), "amzn1 with a space EXAMPLE", 7));
    assertEquals(Optional.empty(), vault.at(7, SOON));
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
                throw refusal("AccessDeniedException");
              }
              return page(null, version(1, "x"), version(2, "x"), version(3, "x"));
            });
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenAnswer(
            call -> {
              String name = call.<GetParametersRequest>getArgument(0).names().getFirst();
              if (name.endsWith(":1")) {
                throw refusal("AccessDeniedException");
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
