package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.sns.Delivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The reminder of Parameter Store in a deployed stack; the demo walks to its day 150. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReminderTest {
  private static final String TEXT =
      "\"aws.ssm: /my-erp/lwa/clientsecret is 150 of 180 days old. Rotate it, see docs/operations.md, then"
          + " ./lwa put --app my-erp\"";

  private static final String DRILL =
      "\"DRILL, nothing to do: this is how you hear that /my-erp/lwa/clientsecret is 150 of 180 days"
          + " old\"";

  private final Stage stage = Stage.deploy();
  private int heard;

  @AfterAll
  void end() {
    try (stage) {
      stage.assertNothingSecretWasTold();
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

  /** One mail and one SMS with this line went out since the beginning, and nothing else. */
  private void assertHeard(String line) {
    assertEquals(2, deliveries().size(), deliveries()::toString);
    for (Delivery delivery : deliveries()) {
      assertEquals(line, delivery.body().lines().findFirst().orElse(""));
      assertEquals(1, delivery instanceof Delivery.TextMessage sms ? sms.parts() : 1);
    }
  }

  @Test
  void aNewSecretStartsTheReminderAnew() {
    stage.cloud().aws().confirm(Stage.MAIL);
    begin();
    stage.remindAfter(5);
    stage.days(4);
    Application application = stage.application();
    stage.put(Stage.SECRET, application.rotateInConsole());

    stage.days(4);
    assertEquals(List.of(), deliveries());
    stage.days(1);
    assertHeard(TEXT);
    assertEquals(List.of(), stage.cloud().aws().lost());
  }

  /** The first: it confirms the address. */
  @Test
  @Order(1)
  void aDrillReachesWhoeverHasConfirmedAsTheRealEventDoesAndNobodyElsesEventDoes() {
    begin();

    drill("lwa.drill");
    assertInstanceOf(Delivery.TextMessage.class, deliveries().getFirst());
    assertEquals(1, deliveries().size(), "the mail's address is not confirmed");

    stage.cloud().aws().confirm(Stage.MAIL);
    begin();
    drill("lwa.other");
    assertEquals(List.of(), deliveries());

    drill("lwa.drill");
    assertHeard(DRILL);
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
