package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.OtherRegions.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OtherRegionsTest {
  private static final URI STAND_IN = URI.create("http://127.0.0.1:1");

  private final Fakes.Clock clock = new Fakes.Clock();
  private final List<URI> asked = new ArrayList<>();

  /** Where the token is accepted; all other hosts refuse it without a reason. */
  private Optional<SpApiRegion> accepted = Optional.empty();

  private AmazonException refusal = Fakes.spApi(403, Refusal.ACCESS_DENIED);

  private OtherRegions regions(SpApiHosts hosts) {
    return new OtherRegions(
        hosts,
        host ->
            (request, token, deadline) -> {
              asked.add(host);
              assertEquals(SpApiRequest.PROBE, request);
              if (accepted.map(SpApiRegion::endpoint).equals(Optional.of(host))) {
                return new SpApiAnswer(200, Optional.empty(), "{}");
              }
              throw refusal;
            },
        clock);
  }

  private static SpApiHosts at(SpApiRegion home) {
    return new SpApiHosts(home.endpoint(), Map.of());
  }

  private Answer ask(OtherRegions regions, String refreshToken) {
    return regions.ask(
        SpApiRequest.PROBE,
        new AccessToken(Secret.of("Atza|EXAMPLE"), Duration.ofHours(1)),
        Secret.of(refreshToken),
        Deadline.in(Duration.ofSeconds(10), clock));
  }

  @ParameterizedTest
  @CsvSource({"NA, EU, 1", "NA, FE, 2", "EU, NA, 1", "EU, FE, 2", "FE, NA, 1", "FE, EU, 2"})
  void namesTheRegionThatAcceptsTheToken(SpApiRegion home, SpApiRegion own, int requests) {
    accepted = Optional.of(own);
    OtherRegions regions = regions(at(home));

    assertEquals(new Answer.Belongs(own, Optional.of(home)), ask(regions, "Atzr|EXAMPLE"));
    assertEquals(requests, asked.size());
    assertFalse(asked.contains(home.endpoint()));
  }

  @Test
  void aTokenThatEachHostRefusesIsOfNoOtherRegion() {
    assertEquals(new Answer.Refused(), ask(regions(at(SpApiRegion.EU)), "Atzr|EXAMPLE"));
    assertEquals(2, asked.size());
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNAVAILABLE", "TOKEN_INVALID", "NOT_FOUND", "REDIRECT"})
  void anyOtherRefusalLeavesItOpen(Refusal other) {
    refusal = Fakes.spApi(400, other);

    assertEquals(new Answer.Unknown(), ask(regions(at(SpApiRegion.NA)), "Atzr|EXAMPLE"));
  }

  @Test
  void silenceLeavesItOpen() {
    refusal = new AmazonException.NoAnswer(AmazonException.Service.SP_API, "is silent", null);

    assertEquals(new Answer.Unknown(), ask(regions(at(SpApiRegion.NA)), "Atzr|EXAMPLE"));
  }

  @Test
  void asksForEachRefreshTokenOnceAnHourAtMost() {
    OtherRegions regions = regions(at(SpApiRegion.NA));
    ask(regions, "Atzr|EXAMPLE");
    clock.advance(Duration.ofHours(1).minusMillis(1));
    ask(regions, "Atzr|EXAMPLE");
    assertEquals(2, asked.size());

    ask(regions, "Atzr|OTHER-EXAMPLE");
    ask(regions, "Atzr|EXAMPLE");
    assertEquals(4, asked.size());

    clock.advance(Duration.ofMillis(1));
    ask(regions, "Atzr|EXAMPLE");
    assertEquals(6, asked.size());
  }

  @Test
  void neverAsksAgainForATokenWhoseRegionIsKnown() {
    accepted = Optional.of(SpApiRegion.EU);
    OtherRegions regions = regions(at(SpApiRegion.NA));
    Answer first = ask(regions, "Atzr|EXAMPLE");
    clock.advance(Duration.ofDays(300));

    assertEquals(first, ask(regions, "Atzr|EXAMPLE"));
    assertEquals(1, asked.size());
  }

  @Test
  void remembersNoMoreThanAThousandTokens() {
    OtherRegions regions = regions(at(SpApiRegion.NA));
    for (int i = 0; i <= 1000; i++) {
      ask(regions, "Atzr|EXAMPLE" + i);
    }
    asked.clear();
    ask(regions, "Atzr|EXAMPLE0");

    assertEquals(2, asked.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "https://sandbox.sellingpartnerapi-na.amazon.com"})
  void asksNoHostOfAmazonsBesideAStandInOrTheSandbox(URI home) {
    accepted = Optional.of(SpApiRegion.EU);

    Answer answer = ask(regions(new SpApiHosts(home, Map.of())), "Atzr|EXAMPLE");

    assertEquals(new Answer.Unknown(), answer);
    assertEquals(List.of(), asked);
  }

  @Test
  void besideAStandInAsksTheHostsThatWereNamedTwoAtMost() {
    URI eu = URI.create("http://127.0.0.1:2");
    URI fe = URI.create("http://127.0.0.1:3");
    Map<SpApiRegion, URI> named = Map.of(SpApiRegion.EU, eu, SpApiRegion.FE, fe);
    ask(regions(new SpApiHosts(STAND_IN, named)), "Atzr|EXAMPLE");
    assertEquals(List.of(eu, fe), asked);

    asked.clear();
    ask(
        regions(
            new SpApiHosts(
                STAND_IN, Map.of(SpApiRegion.NA, eu, SpApiRegion.EU, fe, SpApiRegion.FE, eu))),
        "Atzr|EXAMPLE");
    assertEquals(2, asked.size());
  }

  @Test
  void asksNobodyWhenNoTimeIsLeftAndTriesItNextTime() {
    OtherRegions regions = regions(at(SpApiRegion.NA));
    Deadline over = Deadline.in(Duration.ZERO, clock);
    AccessToken token = new AccessToken(Secret.of("Atza|EXAMPLE"), Duration.ofHours(1));

    regions.ask(SpApiRequest.PROBE, token, Secret.of("Atzr|EXAMPLE"), over);
    assertEquals(List.of(), asked);

    ask(regions, "Atzr|EXAMPLE");
    assertEquals(2, asked.size());
  }

  // What the caller hears.

  private DiagnosedException failure(SpApiRegion home, Optional<Authorization> authorization) {
    CallSpApi call =
        new CallSpApi(
            "my-erp",
            authorization,
            new AccessTokens(new Fakes.Store(), new Fakes.Lwa(), clock),
            (_, _, _) -> {
              throw Fakes.spApi(403, Refusal.ACCESS_DENIED);
            },
            regions(at(home)),
            clock);
    return assertThrows(
        DiagnosedException.class,
        () -> call.run(SpApiRequest.PROBE, Deadline.in(Duration.ofSeconds(10), clock)));
  }

  @Test
  void aTokenOfAnotherRegionIsWrongRegionWithWhatToSet() {
    accepted = Optional.of(SpApiRegion.EU);

    DiagnosedException failure = failure(SpApiRegion.NA, Optional.empty());

    assertEquals(Diagnosis.WRONG_REGION, failure.diagnosis());
    String told = String.valueOf(failure.getMessage());
    assertTrue(told.contains("belongs to the SP-API region eu (Europe)"), told);
    assertTrue(told.contains("na (North America)"), told);
    assertTrue(told.contains("region=eu"), told);
    assertTrue(told.contains("request-2"), told);
    assertFalse(told.contains(Fakes.MARKER), told);
  }

  @Test
  void aTokenOfAnotherAuthorizationIsToBeStoredUnderItsRegion() {
    accepted = Optional.of(SpApiRegion.FE);

    DiagnosedException failure =
        failure(SpApiRegion.NA, Optional.of(new Authorization(SpApiRegion.NA, "acme")));

    assertEquals(Diagnosis.WRONG_REGION, failure.diagnosis());
    assertTrue(
        failure.remedy().contains("./lwa put --app my-erp --authorization fe/acme"),
        failure.remedy());
  }

  @Test
  void aTokenOfThisRegionIsCheckRolesWithoutTheCauseThatIsRuledOut() {
    DiagnosedException failure = failure(SpApiRegion.NA, Optional.empty());

    assertEquals(Diagnosis.CHECK_ROLES, failure.diagnosis());
    assertFalse(failure.remedy().contains("another SP-API region"), failure.remedy());
  }
}
