package io.lwarotation.core.rotation;

import static io.lwarotation.core.rotation.ByHandStore.NOW;
import static io.lwarotation.core.rotation.ByHandStore.inDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiAnswer;
import io.lwarotation.core.rotation.RecordNotes.AmazonDates;
import io.lwarotation.core.rotation.RotationEvents.ClientSecretRotated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store with a secret of long ago, Amazon, and a message with a new secret. */
final class OneDelivery {
  static final Deadline SOON = Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));
  static final Secret OLD = Secret.of("oldEXAMPLE");
  static final Secret NEW = Secret.of("newEXAMPLE");
  static final Secret OTHER = Secret.of("otherEXAMPLE");
  static final Secret THIRD = Secret.of("thirdEXAMPLE");
  static final Instant MADE = inDays(-1);
  static final Instant END = MADE.plus(Duration.ofDays(180));
  static final Instant OLD_END = MADE.plus(Duration.ofDays(7));

  final ByHandStore store = new ByHandStore();
  final Map<Secret, Refusal> refused = new HashMap<>();
  final List<ClientSecretRotated> events = new ArrayList<>();
  int notices;

  /** What happens between the claim and the reading after it. */
  Runnable afterTheClaim = () -> {};

  /** What happens once the event was put. */
  Runnable afterTheEvent = () -> {};

  OneDelivery() {
    store.others.put(Credential.CLIENT_ID, Secret.of("idEXAMPLE"));
    store.others.put(Credential.REFRESH_TOKEN, Secret.of("tokenEXAMPLE"));
    store.secret(OLD, inDays(-100)); // as version 2
  }

  static NewSecretMessage message(Instant end, @Nullable Instant made) {
    return new NewSecretMessage(new ClientId("idEXAMPLE"), NEW, end, OLD_END, made, "n-1");
  }

  AcceptOutcome accept() {
    return accept(message(END, MADE));
  }

  AcceptOutcome accept(NewSecretMessage message) {
    RotationRecords real = store.records();
    return new AcceptNewSecret(
            ParameterNames.ofApp("my-erp"),
            new RotationPolicy(RotationSettings.STANDARD),
            store.vault(),
            new RotationRecords() {
              @Override
              public RecordEntry at(long version, Deadline deadline) {
                return real.at(version, deadline);
              }

              @Override
              public long put(RecordDraft draft, Deadline deadline) {
                long version = real.put(draft, deadline);
                if (store.writes.size() == 1) {
                  afterTheClaim.run();
                }
                return version;
              }
            },
            trial(),
            (event, _) -> {
              events.add(event);
              afterTheEvent.run();
            },
            (_, _) -> notices++)
        .run(message, SOON);
  }

  private SecretTrial trial() {
    return new SecretTrial(
        (grant, _) -> new AccessToken(grant.clientSecret(), Duration.ofHours(1)),
        (_, token, _) -> {
          Refusal refusal = refused.get(token.token());
          if (refusal != null) {
            throw Fakes.spApi(refusal == Refusal.THROTTLED ? 429 : 403, refusal);
          }
          return new SpApiAnswer(200, Optional.empty(), "{}");
        });
  }

  /** What a person does who stores another secret, whatever stands in the way. */
  void force(Secret secret) {
    StoreCredentials put =
        new StoreCredentials(store.parameters(), store.vault(), store.records(), trial());
    Map<Credential, Secret> given = Map.of(Credential.CLIENT_SECRET, secret);
    StoreCredentials.Decision possible =
        put.decide(
            new StoreCredentials.Request(given, Optional.empty(), Optional.empty(), true), SOON);
    put.carryOut((StoreCredentials.Decision.Possible) possible, SOON);
  }

  /** What a person does at last whose secret was stored as this version, over the first one. */
  void recordByHand(long version) {
    SecretEnd end =
        new SecretEnd(
            store.now.plus(Duration.ofDays(90)), true, Optional.empty(), Optional.empty());
    new StoringByHand(store.parameters(), store.vault(), new RecordLog(store.records()), trial())
        .record(version, 2, end, SOON);
  }

  static RotationRecord record(long version, @Nullable Instant asked) {
    return new RotationRecord(version, MADE, END, OLD_END, asked, "n-1");
  }

  /** The record that counts when all is done: complete, with no claim left. */
  void assertComplete(RotationRecord record) {
    assertEquals(record, store.recorded());
    RecordNotes notes = store.entries.getLast().notes();
    assertNull(notes.claim());
    assertEquals(new AmazonDates(MADE, END), notes.amazon());
    assertEquals(
        List.of(
            new ClientSecretRotated(
                "my-erp",
                "/my-erp/lwa/clientsecret",
                record.secretVersion(),
                record.expiresAt(),
                OLD_END)),
        events);
    assertEquals(1, notices);
  }

  void assertNothingWritten() {
    assertEquals(List.of(), store.writes);
    assertEquals(List.of(), events);
    assertEquals(0, notices);
  }

  static void assertOutcome(String expected, AcceptOutcome outcome) {
    assertEquals(expected, outcome.getClass().getSimpleName(), outcome::toString);
  }
}
