package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.sns.Delivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The reminder of Parameter Store in a deployed stack; the demo walks to its day 150. */
final class ReminderTest {
  private static final String MAIL = "you@example.com";
  private static final String TEXT =
      "\"%s: /my-erp/lwa/clientsecret is 150 of 180 days old. Rotate it, see docs/operations.md, then"
          + " ./lwa put --app my-erp\"";

  private static final String DRILL =
      "\"DRILL, nothing to do: this is how you hear that /my-erp/lwa/clientsecret is 150 of 180 days"
          + " old\"";

  private final Stage stage = Stage.deploy();
  private int heard;

  @AfterEach
  void end() {
    try (stage) {
      stage.assertNothingSecretWasTold();
    }
  }

  private void dayByDay(int days) {
    for (int i = 0; i < days; i++) {
      stage.cloud().clock().advance(Duration.ofDays(1));
    }
  }

  /** Begins; that makes a call fail, and the alarm of that is over before the tests look. */
  private void begin() {
    stage.begin();
    stage.cloud().clock().advance(Duration.ofMinutes(1));
    heard = stage.cloud().aws().deliveries().size();
  }

  private List<Delivery> deliveries() {
    List<Delivery> all = stage.cloud().aws().deliveries();
    return all.subList(heard, all.size());
  }

  private List<Delivery.Mail> mails() {
    return deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .toList();
  }

  private List<Delivery.TextMessage> textMessages() {
    return deliveries().stream()
        .filter(Delivery.TextMessage.class::isInstance)
        .map(Delivery.TextMessage.class::cast)
        .toList();
  }

  @Test
  void aNewSecretStartsTheReminderAnew() {
    stage.cloud().aws().confirm(MAIL);
    begin();
    stage.remindAfter(5);
    dayByDay(4);
    Application application = stage.application();
    stage.put(Stage.SECRET, application.rotateInConsole());

    dayByDay(4);
    assertEquals(List.of(), deliveries());
    dayByDay(1);
    assertEquals(1, mails().size());
    assertEquals(
        TEXT.formatted("aws.ssm"), mails().getFirst().body().lines().findFirst().orElse(""));
    assertEquals(TEXT.formatted("aws.ssm"), textMessages().getFirst().body());
    assertEquals(1, textMessages().getFirst().parts());
    assertEquals(List.of(), stage.cloud().aws().lost());
  }

  @Test
  void anUnconfirmedAddressGetsNothing() {
    begin();

    drill("lwa.drill");

    assertEquals(List.of(), mails());
    assertEquals(1, textMessages().size());
  }

  @Test
  void aDrillReachesPeopleAsTheRealEventDoesAndNobodyElsesEventDoes() {
    stage.cloud().aws().confirm(MAIL);

    drill("lwa.other");
    assertEquals(List.of(), deliveries());

    drill("lwa.drill");
    assertEquals(DRILL, mails().getFirst().body().lines().findFirst().orElse(""));
    assertEquals(DRILL, textMessages().getFirst().body());
    assertEquals(1, textMessages().getFirst().parts());
  }

  private void drill(String source) {
    try (EventBridgeClient events = Clients.events(stage.cloud().aws().endpoint())) {
      PutEventsRequestEntry entry =
          PutEventsRequestEntry.builder()
              .source(source)
              .detailType("Parameter Store Policy Action")
              .detail(
                  """
                  {"policy-type":"NoChangeNotification",
                   "parameter-name":"/my-erp/lwa/clientsecret",
                   "parameter-type":"SecureString","action-status":"SUCCESS"}
                  """)
              .build();
      PutEventsResponse answer = events.putEvents(request -> request.entries(entry));
      assertEquals(0, answer.failedEntryCount());
    }
  }
}
