package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.rotation.StoreCredentials.Decision;
import io.lwarotation.core.rotation.StoreCredentials.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person who stores credentials, over a store without lag and an Amazon that says what it is told
 * to.
 */
abstract class StoreCredentialsCase {
  static final Deadline SOON = Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));
  static final Secret SECRET = Secret.of("secretEXAMPLE");
  static final Secret OTHER = Secret.of("otherEXAMPLE");
  static final Map<Credential, Secret> GIVEN =
      Map.of(
          Credential.CLIENT_ID, Secret.of("idEXAMPLE"),
          Credential.CLIENT_SECRET, SECRET,
          Credential.REFRESH_TOKEN, Secret.of("tokenEXAMPLE"));

  final ByHandStore store = new ByHandStore();

  /** What SP-API says to the seller's call. */
  Optional<Refusal> seller = Optional.empty();

  /** What SP-API says to the call without a seller. */
  Optional<Refusal> grantless = Optional.empty();

  StoreCredentials useCase() {
    return new StoreCredentials(
        store.parameters(),
        store.vault(),
        store.records(),
        new SecretTrial(
            (_, _) -> new AccessToken(Secret.of("accessEXAMPLE"), Duration.ofHours(1)),
            (request, _, _) -> {
              Optional<Refusal> refusal = request.equals(SpApiRequest.PROBE) ? seller : grantless;
              if (refusal.isPresent()) {
                throw Fakes.spApi(403, refusal.get());
              }
              return new SpApiAnswer(200, Optional.empty(), "{}");
            }));
  }

  Decision decide(Map<Credential, Secret> given, Optional<Instant> expiresAt, boolean force) {
    return useCase()
        .decide(new StoreCredentials.Request(given, expiresAt, Optional.empty(), force), SOON);
  }

  Decision.Possible possible(Map<Credential, Secret> given, Optional<Instant> expiresAt) {
    return assertInstanceOf(Decision.Possible.class, decide(given, expiresAt, false));
  }

  Result put(Map<Credential, Secret> given, Optional<Instant> expiresAt) {
    return useCase().carryOut(possible(given, expiresAt), SOON);
  }

  Result put(Map<Credential, Secret> given) {
    return put(given, Optional.empty());
  }

  String refusal(Map<Credential, Secret> given) {
    String why =
        assertInstanceOf(Decision.Refused.class, decide(given, Optional.empty(), false)).why();
    assertEquals(List.of(), store.writes);
    return why;
  }

  /** A store in which everything lies, its secret as version 2. */
  void all(Secret secret) {
    store.others.putAll(GIVEN);
    store.others.remove(Credential.CLIENT_SECRET);
    store.secret(secret, inDays(-20));
  }

  static Map<Credential, Secret> secret(Secret secret) {
    return Map.of(Credential.CLIENT_SECRET, secret);
  }

  static RotationRecord record(int days, @Nullable Instant requestedAt) {
    return new RotationRecord(2, inDays(-20), inDays(days), inDays(3), requestedAt, "n-1");
  }
}
