package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.Fakes;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.StoredAuthorization;
import io.lwarotation.core.sweep.SweepState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

final class SsmAuthorizationsTest {
  private static final Instant STORED = Instant.parse("2026-05-01T00:00:00Z");
  private static final String PATH = "/my-erp/authorizations/";

  private final Fakes.Clock clock = new Fakes.Clock();
  private final SsmClient ssm = mock(SsmClient.class);
  private final List<Parameter> stored = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private String undecryptable = "none";

  private static Parameter parameter(String name, ParameterType type, String value, Instant at) {
    return Parameter.builder().name(name).type(type).value(value).lastModifiedDate(at).build();
  }

  private void secret(String name) {
    stored.add(parameter(PATH + name, ParameterType.SECURE_STRING, "Atzr|" + Fakes.MARKER, STORED));
  }

  private void text(String name, String value, Instant at) {
    stored.add(parameter(PATH + name, ParameterType.STRING, value, at));
  }

  private Authorizations.Listing list() {
    return all().list(Deadline.in(Duration.ofMinutes(1), clock));
  }

  private SsmAuthorizations all() {
    when(ssm.getParametersByPath(any(GetParametersByPathRequest.class)))
        .thenAnswer(call -> page(call.getArgument(0)));
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenAnswer(call -> one(call.getArgument(0)));
    return new SsmAuthorizations(ssm, AuthorizationPath.ofApp("my-erp"), pauses::add);
  }

  private GetParametersByPathResponse page(GetParametersByPathRequest request) {
    assertEquals("/my-erp/authorizations", request.path());
    assertEquals(10, request.maxResults());
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    List<Parameter> page = stored.subList(from, Math.min(from + 10, stored.size()));
    if (request.withDecryption()
        && page.stream().anyMatch(parameter -> parameter.name().equals(undecryptable))) {
      throw refused();
    }
    return GetParametersByPathResponse.builder()
        .parameters(page)
        .nextToken(from + 10 < stored.size() ? Integer.toString(from + 10) : null)
        .build();
  }

  private GetParametersResponse one(GetParametersRequest request) {
    if (request.withDecryption() && request.names().contains(undecryptable)) {
      throw refused();
    }
    return GetParametersResponse.builder()
        .parameters(stored.stream().filter(one -> request.names().contains(one.name())).toList())
        .build();
  }

  private static RuntimeException refused() {
    return SsmException.builder().statusCode(400).message("InvalidKeyId").build();
  }

  @Test
  void readsPageAfterPageAndNotTooFast() {
    for (int i = 0; i < 25; i++) {
      secret("eu/s" + i);
    }

    Authorizations.Listing listing = list();

    assertEquals(25, listing.all().size());
    assertEquals(List.of(Duration.ofMillis(40), Duration.ofMillis(40)), pauses);
    assertFalse(listing.toString().contains(Fakes.MARKER));
  }

  @Test
  void oneThatCannotBeDecryptedIsNamedAndTheOthersOfItsPageAreRead() {
    secret("eu/a");
    secret("eu/b");
    secret("eu/c");
    undecryptable = PATH + "eu/b";

    List<StoredAuthorization> all = list().all();

    assertEquals(3, all.size());
    assertTrue(all.get(0).token().isPresent());
    assertEquals(Optional.empty(), all.get(1).token());
    assertTrue(all.get(1).problem().contains("/my-erp/authorizations/eu/b cannot be decrypted"));
    assertTrue(all.get(2).token().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "SECURE_STRING, NOT-SET, is still the placeholder NOT-SET",
    "SECURE_STRING, '\"Atzr|MARKEREXAMPLE\"', has quotation marks around it",
    "SECURE_STRING, Atza|MARKEREXAMPLE, looks like an access token",
    "SECURE_STRING, undecryptable, cannot be decrypted with the application's key",
    "STRING, Atzr|MARKEREXAMPLE, is not a SecureString"
  })
  void oneThatCannotBeUsedIsFoundWithTheReason(ParameterType type, String value, String reason) {
    stored.add(parameter(PATH + "eu/a", type, value, STORED));
    undecryptable = value.equals("undecryptable") ? PATH + "eu/a" : undecryptable;

    StoredAuthorization found =
        all()
            .find(Authorization.of("eu/a"), Deadline.in(Duration.ofMinutes(1), clock))
            .orElseThrow();

    assertEquals(Optional.empty(), found.token());
    assertEquals(PATH + "eu/a " + reason, found.problem());
  }

  @Test
  void namesWhatIsNoAuthorization() {
    secret("eu/good");
    secret("de/bad");
    secret("eu/too/deep");
    text("eu/plain", "Atzr|" + Fakes.MARKER, STORED);
    text("notes", "x", STORED);

    Authorizations.Listing listing = list();

    assertEquals(1, listing.all().size());
    assertEquals(
        List.of(PATH + "de/bad", PATH + "eu/plain", PATH + "eu/too/deep", PATH + "notes"),
        listing.foreign());
  }

  /** What it names is logged, and people paste tokens as names too. */
  @Test
  void namesNothingThatLooksLikeACredential() {
    secret("eu/Atzr-" + Fakes.MARKER);
    secret("eu/a/seller-IwEBI" + Fakes.MARKER + "kkkkk7kkkk/authorized");
    undecryptable = PATH + "eu/Atzr-" + Fakes.MARKER;

    assertEquals(List.of(PATH + "eu/a/…/authorized", PATH + "eu/…"), list().foreign());
  }

  @Test
  void aDayCountsForTheTokenItWasNotedFor() {
    secret("eu/a");
    text("eu/a/authorized", "2026-01-31", STORED.plusSeconds(1));
    secret("eu/b");
    text("eu/b/authorized", "2026-01-31", STORED.minusSeconds(1));
    secret("eu/c");
    text("eu/c/authorized", "soon", STORED.plusSeconds(1));
    secret("eu/d");
    text("eu/d/authorized", "2027-01-31", STORED.plusSeconds(1));

    List<LocalDate> since = list().all().stream().map(StoredAuthorization::since).toList();

    LocalDate day = LocalDate.parse("2026-05-01");
    assertEquals(List.of(LocalDate.parse("2026-01-31"), day, day, day), since);
  }

  @Test
  void theSweepsStateIsReadAsItWasWrittenAndFits() {
    Map<Authorization, SweepState.Failing> failing = new TreeMap<>();
    for (int i = 0; i < SweepState.MOST_NAMED; i++) {
      failing.put(
          Authorization.of("eu/" + "long-name.".repeat(6) + i),
          new SweepState.Failing(Diagnosis.NOT_CONFIGURED, LocalDate.parse("2026-11-02"), i > 3));
    }
    SweepState state =
        new SweepState(
            Optional.of(STORED),
            Optional.of(
                new SweepState.Going(
                    STORED, Authorization.of("na/x"), Map.of("ok", 9_999L, "Reauthorize", 3L))),
            failing,
            new SweepState.Unnamed(9_999, Long.MIN_VALUE),
            new SweepState.Unnamed(9_999, Long.MAX_VALUE),
            Optional.of(LocalDate.parse("2026-11-02")),
            Optional.of(Authorization.of("eu/acme")));

    String json = SweepStateJson.write(state);

    assertTrue(json.length() <= 4096, "characters: " + json.length());
    assertEquals(state, SweepStateJson.read(json));
    assertEquals(SweepState.EMPTY, SweepStateJson.read(SweepStateJson.write(SweepState.EMPTY)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT-SET",
        "{\"failing\":[\"eu/acme\"]}",
        "{\"failing\":[7]}",
        "{\"failing\":[\"de/acme Reauthorize 2026-11-02\"]}",
        "{\"failing\":[\"eu/acme Nonsense 2026-11-02\"]}",
        "{\"unnamed\":\"x\"}",
        "{\"toldOn\":\"soon\"}"
      })
  void whatAPersonWroteIsForgotten(String text) {
    assertEquals(SweepState.EMPTY, SweepStateJson.read(text));
  }
}
