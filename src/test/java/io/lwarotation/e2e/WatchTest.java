package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.Delivery;
import io.lwarotation.local.aws.DeployedFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packaged {@code WatchHandler} in the deployed stack: who hears when of the secret's end. */
final class WatchTest {
  private static final String MAIL = "you@example.com";

  private final Stage stage = Stage.deploy();

  @AfterEach
  void end() {
    try (stage) {
      stage.assertNothingSecretWasTold();
    }
  }

  private DeployedFunction watch() {
    return stage.stack().function("io.lwarotation.handler.WatchHandler");
  }

  private JsonNode run() {
    return Told.answer(stage.cloud().invoke(watch(), "{}"));
  }

  private List<Delivery.Mail> mails() {
    return stage.cloud().aws().deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .toList();
  }

  @Test
  void neverAsksForADecryptedValue() {
    stage.cloud().aws().confirm(MAIL);
    stage.begin();

    JsonNode answer = run();

    assertEquals("ok", answer.path("status").asText());
    assertEquals(180, answer.path("daysLeft").asInt(), 1);
    assertEquals(0, stage.cloud().aws().journal().count("kms", "Decrypt"));
  }

  @Test
  void tellsOnDays159And166And173AndThenEveryDayAlsoAfterTheDeadline() {
    stage.cloud().aws().confirm(MAIL);
    stage.begin();
    for (int day = 1; day <= 158; day++) {
      stage.cloud().clock().advance(Duration.ofDays(1));
    }
    Set<Integer> told = new TreeSet<>();
    for (int day = 159; day <= 185; day++) {
      int before = mails().size();
      stage.cloud().clock().advance(Duration.ofDays(1));
      run(); // a second time on that day: nobody hears twice
      List<Delivery.Mail> ofTheEnd =
          mails().subList(before, mails().size()).stream()
              .filter(mail -> mail.subject().contains("expire"))
              .toList();
      assertTrue(ofTheEnd.size() <= 1, ofTheEnd::toString);
      if (!ofTheEnd.isEmpty()) {
        told.add(day);
        assertTrue(ofTheEnd.getFirst().subject().length() < 100);
      }
    }

    Set<Integer> expected = new TreeSet<>(Set.of(159, 166));
    for (int day = 173; day <= 185; day++) {
      expected.add(day);
    }
    assertEquals(expected, told);
    stage.cloud().aws().deliveries().stream()
        .filter(Delivery.TextMessage.class::isInstance)
        .map(Delivery.TextMessage.class::cast)
        .forEach(text -> assertEquals(1, text.parts(), text::body));
  }

  @Test
  void tellsOthersThatAnAddressWasNeverConfirmedOrHasUnsubscribed() {
    stage.begin();
    int before = stage.cloud().aws().deliveries().size();

    run();
    int pending = stage.cloud().aws().deliveries().size();
    stage.cloud().clock().advance(Duration.ofDays(4));

    assertTrue(pending > before, "the telephone hears that the mail is not confirmed");
    assertTrue(
        stage.cloud().aws().deliveries().size() > pending, "and later that it is gone for good");
  }

  @Test
  void everyAlarmOnAMetricOfOursStandsOnOneThatAFunctionWrites() {
    stage.cloud().aws().confirm(MAIL);
    stage.begin();
    Told.answer(stage.call("{}"));
    run();

    List<String> wanted = new ArrayList<>();
    stage
        .stack()
        .alarms()
        .forEach(
            alarm -> {
              JsonNode properties = alarm.properties();
              if (properties.path("Namespace").asText().equals("LwaRotation")) {
                JsonNode dimension = properties.at("/Dimensions/0");
                wanted.add(
                    "LwaRotation %s {%s=%s}"
                        .formatted(
                            properties.path("MetricName").asText(),
                            dimension.path("Name").asText(),
                            dimension.path("Value").asText()));
              }
            });

    assertFalse(wanted.isEmpty());
    Set<String> written = stage.cloud().aws().metrics();
    wanted.forEach(metric -> assertTrue(written.contains(metric), metric + " not in " + written));
  }
}
