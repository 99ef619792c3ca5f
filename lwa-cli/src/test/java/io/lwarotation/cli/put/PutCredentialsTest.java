package io.lwarotation.cli.put;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PutCredentialsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T07:00:00Z");
  private static final Map<Credential, Secret> GIVEN =
      Map.of(
          Credential.CLIENT_ID, Secret.of("idEXAMPLE"),
          Credential.CLIENT_SECRET, Secret.of("secretEXAMPLE"),
          Credential.REFRESH_TOKEN, Secret.of("tokenEXAMPLE"));

  private final FakeVault vault = new FakeVault();

  private static final class FakeVault implements Vault {
    private final Map<Credential, Secret> stored = new EnumMap<>(Credential.class);
    private final List<String> writes = new ArrayList<>();
    private long version = 1;
    private StoredRecord record = new StoredRecord.Absent();
    private @Nullable RotationRecord written;
    private int failAfter = Integer.MAX_VALUE;

    @Override
    public Contents read() {
      long secretVersion = stored.containsKey(Credential.CLIENT_SECRET) ? version : 0;
      return new Contents(stored, secretVersion, record, NOW.minus(Duration.ofDays(1)), NOW);
    }

    @Override
    public long write(Credential credential, Secret value) {
      if (writes.size() == failAfter) {
        throw new IllegalStateException("the connection broke");
      }
      writes.add(credential.key());
      stored.put(credential, value);
      return ++version;
    }

    @Override
    public void writeRecord(RotationRecord record) {
      written = record;
      writes.add("record " + record.secretVersion() + " " + record.expiresAt());
    }
  }

  private PutCredentials put(Optional<Refusal> refusal) {
    return new PutCredentials(
        vault,
        new Trial(
            (_, _) -> new AccessToken(Secret.of("accessEXAMPLE"), Duration.ofHours(1)),
            (_, _, _) -> {
              if (refusal.isPresent()) {
                throw new AmazonException.Refused(
                    AmazonException.Service.SP_API,
                    403,
                    refusal.get(),
                    Optional.empty(),
                    Optional.empty());
              }
              return new SpApiAnswer(200, Optional.empty(), "{}");
            }),
        InstantSource.fixed(NOW));
  }

  private static PutCredentials.Request request(Map<Credential, Secret> given) {
    return new PutCredentials.Request(given, Optional.empty(), false, false);
  }

  @Test
  void writesTheSecretLastButForTheRecord() {
    put(Optional.empty()).decide(request(GIVEN)).carryOut();

    assertEquals(
        List.of(
            "client-id",
            "refresh-token",
            "client-secret",
            "record 4 " + NOW.plus(Duration.ofDays(180))),
        vault.writes);
  }

  @Test
  void writesOnlyWhatChangedAndNoRecordWithoutANewSecret() {
    vault.stored.putAll(GIVEN);
    put(Optional.empty()).decide(request(GIVEN)).carryOut();
    assertEquals(List.of(), vault.writes);

    put(Optional.empty())
        .decide(request(Map.of(Credential.REFRESH_TOKEN, Secret.of("otherEXAMPLE"))))
        .carryOut();
    assertEquals(List.of("refresh-token"), vault.writes);
  }

  @Test
  void aRunThatWasCutShortIsFinishedByTheNext() {
    vault.failAfter = 1;
    PutCredentials put = put(Optional.empty());
    PutCredentials.Result.Partly partly =
        assertInstanceOf(PutCredentials.Result.Partly.class, put.decide(request(GIVEN)).carryOut());
    assertEquals(List.of(Credential.CLIENT_ID), partly.written());
    assertEquals(Optional.of(Credential.REFRESH_TOKEN), partly.failed());
    assertEquals(List.of(Credential.CLIENT_SECRET), partly.missing());
    assertEquals(List.of("client-id"), vault.writes);

    vault.failAfter = Integer.MAX_VALUE;
    put.decide(request(GIVEN)).carryOut();
    assertEquals(GIVEN, vault.stored);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void writesNothingThatWasNotSeenToWork(Refusal refusal) {
    PutCredentials.Result result = put(Optional.of(refusal)).decide(request(GIVEN)).carryOut();

    if (refusal == Refusal.ACCESS_DENIED) { // the application's roles, not its credentials
      assertInstanceOf(PutCredentials.Result.Stored.class, result);
      return;
    }
    PutCredentials.Result.Refused refused =
        assertInstanceOf(PutCredentials.Result.Refused.class, result);
    assertTrue(refused.why().contains("untouched"), refused.why());
    assertEquals(List.of(), vault.writes);
  }

  @Test
  void storesWhatDoesNotWorkOnlyWhenForced() {
    put(Optional.of(Refusal.SECRET_EXPIRED))
        .decide(new PutCredentials.Request(GIVEN, Optional.empty(), true, false))
        .carryOut();

    assertEquals(4, vault.writes.size());
  }

  @Test
  void aDryRunWritesNothing() {
    PutCredentials.Result result =
        put(Optional.empty())
            .decide(new PutCredentials.Request(GIVEN, Optional.empty(), false, true))
            .carryOut();

    assertEquals(
        3, assertInstanceOf(PutCredentials.Result.WouldStore.class, result).changed().size());
    assertEquals(List.of(), vault.writes);
  }

  @Test
  void namesTheCredentialThatIsStillMissing() {
    PutCredentials.Result result =
        put(Optional.empty())
            .decide(request(Map.of(Credential.CLIENT_ID, Secret.of("idEXAMPLE"))))
            .carryOut();

    String why = assertInstanceOf(PutCredentials.Result.Refused.class, result).why();
    assertTrue(why.contains("client secret is not stored yet"), why);
  }

  @Test
  void keepsWhatARotationUnderWayHasLeftInTheRecord() {
    Instant requestedAt = NOW.minus(Duration.ofHours(1));
    Instant oldSecretExpiresAt = NOW.plus(Duration.ofDays(3));
    vault.record =
        new StoredRecord.Present(
            new RotationRecord(1, NOW, NOW, oldSecretExpiresAt, requestedAt, "n-1"));

    put(Optional.empty())
        .decide(new PutCredentials.Request(GIVEN, Optional.empty(), false, false))
        .carryOut();

    assertEquals(
        new RotationRecord(
            4, null, NOW.plus(Duration.ofDays(180)), oldSecretExpiresAt, requestedAt, null),
        vault.written);
  }

  @Test
  void assumesAGraceWhereTheRecordCannotBeRead() {
    vault.record = new StoredRecord.Broken("it is no JSON");

    put(Optional.empty())
        .decide(new PutCredentials.Request(GIVEN, Optional.empty(), false, false))
        .carryOut();

    assertEquals(
        new RotationRecord(
            4, null, NOW.plus(Duration.ofDays(180)), NOW.plus(Duration.ofDays(6)), null, null),
        vault.written);
  }

  @Test
  void takesTheDayOfTheConsoleForTheSecretsAge() {
    Instant end = NOW.plus(Duration.ofDays(100));

    put(Optional.empty())
        .decide(new PutCredentials.Request(GIVEN, Optional.of(end), false, false))
        .carryOut();

    assertEquals(
        new RotationRecord(4, end.minus(Duration.ofDays(180)), end, null, null, null),
        vault.written);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 182, 4000})
  void refusesADayOnWhichNoSecretCanExpire(long days) {
    Optional<Instant> day = Optional.of(NOW.plus(Duration.ofDays(days)));

    PutCredentials.Result result =
        put(Optional.empty())
            .decide(new PutCredentials.Request(GIVEN, day, true, false))
            .carryOut();

    String why = assertInstanceOf(PutCredentials.Result.Refused.class, result).why();
    assertTrue(why.startsWith("--expires"), why);
    assertEquals(List.of(), vault.writes);
  }
}
