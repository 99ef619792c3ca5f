package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.sns.Delivery;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** What happens by itself in a deployed stack: daily calls, and the reminder on day 150. */
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

  private List<LocalCloud.Run> calls() {
    return stage.cloud().runs().stream()
        .filter(run -> run.function().equals(stage.function()))
        .toList();
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

  private static <D> D only(List<D> all, Predicate<D> which) {
    List<D> found = all.stream().filter(which).toList();
    assertEquals(1, found.size(), all::toString);
    return found.getFirst();
  }

  private static LocalDate day(Delivery delivery) {
    return LocalDate.ofInstant(delivery.at(), ZoneOffset.UTC);
  }

  @Test
  void callsDailyAndRemindsPeopleOnDay150() {
    assertEquals(1, stage.cloud().aws().confirm(MAIL));
    begin();
    int before = calls().size();

    dayByDay(149);
    assertEquals(List.of(), deliveries());
    assertEquals(before + 149, calls().size());
    assertTrue(
        calls().stream().skip(before).allMatch(run -> run.result() instanceof Invocation.Answered));
    // The function's token is older than an hour at every call: each costs one call more.
    assertEquals(149, stage.requests().get(1));

    dayByDay(1);
    assertEquals(2, mails().size(), mails()::toString);
    Delivery.Mail mail = only(mails(), one -> one.body().contains("aws.ssm"));
    assertEquals(MAIL, mail.to());
    assertEquals(TEXT.formatted("aws.ssm"), mail.body().lines().findFirst().orElse(""));
    Delivery.TextMessage text = only(textMessages(), one -> one.body().contains("aws.ssm"));
    assertEquals(TEXT.formatted("aws.ssm"), text.body());
    assertEquals(1, text.parts());
    assertTrue(text.body().length() <= 160, text::body);

    Delivery.Mail steps = only(mails(), one -> one.subject().contains("expires in "));
    assertEquals(day(mail), day(steps));
    assertTrue(steps.body().contains("1. Rotate in the Developer Console"), steps::body);
    assertTrue(steps.body().contains("\n   ./lwa put --app my-erp --client-secret\n"), steps::body);

    dayByDay(20);
    assertEquals(
        2,
        deliveries().stream()
            .filter(delivery -> delivery.body().contains("150 of 180 days old"))
            .count());
    assertEquals(List.of(), stage.cloud().aws().lost());
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
