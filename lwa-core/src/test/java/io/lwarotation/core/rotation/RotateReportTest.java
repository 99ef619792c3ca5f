package io.lwarotation.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RotateReportTest {
  private static final Instant AT = Instant.parse("2026-12-01T00:00:00Z");

  @Test
  void namesEachOutcomeWithItsReasonAndItsMoment() {
    Stream<RotateOutcome> waited =
        Stream.of(
                new RotationDecision.NotDue(AT),
                new RotationDecision.InFlight(AT),
                new RotationDecision.InGrace(AT, false),
                new RotationDecision.InGrace(AT, true),
                new RotationDecision.Due(AT),
                new RotationDecision.Expired(AT))
            .map(RotateOutcome.Waited::new);
    Stream<RotateOutcome> acted =
        Stream.of(
            new RotateOutcome.Requested(AT),
            new RotateOutcome.Unanswered(AT, "why"),
            new RotateOutcome.Refused("why"),
            new RotateOutcome.Blocked("why"),
            new RotateOutcome.Postponed("why"));

    String all =
        Stream.concat(waited, acted)
            .map(RotateReport::of)
            .map(one -> one.outcome() + "|" + one.reason() + "|" + one.at().isPresent())
            .collect(Collectors.joining("\n"));

    assertEquals(
        """
        NotDue||true
        InFlight||true
        InGrace||true
        InGrace|the new secret was requested and has not arrived|true
        Due||true
        Expired|a person must rotate the secret in the Developer Console|true
        Requested||true
        Unanswered|why|true
        Refused|why|false
        Blocked|why|false
        Postponed|why|false""",
        all);
  }
}
