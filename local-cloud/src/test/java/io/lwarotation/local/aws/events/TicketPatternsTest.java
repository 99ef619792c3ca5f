package io.lwarotation.local.aws.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.local.aws.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The patterns in docs/connect.md take the events that they are for, and no others. */
final class TicketPatternsTest {
  private static final String ALARM =
      """
      {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change",
       "detail":{"alarmName":"%s: a call of SP-API failed","state":{"value":"%s"},
                 "previousState":{"value":"OK"}}}""";
  private static final String REMINDER =
      """
      {"source":"aws.ssm","detail-type":"Parameter Store Policy Action",
       "detail":{"parameter-name":"/%s/lwa/clientsecret","parameter-type":"SecureString",
                 "policy-type":"NoChangeNotification","action-status":"Success"}}""";

  @Test
  void takeAlarmsAndTheReminderOfTheOneApplication() throws Exception {
    String page = Files.readString(Path.of("../docs/connect.md"));
    List<String> patterns =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertEquals(2, patterns.size());
    assertEquals(
        List.of(true, false, false, false),
        matches(
            patterns.getFirst(),
            ALARM.formatted("my-erp", "ALARM"),
            ALARM.formatted("my-erp", "OK"),
            ALARM.formatted("my-erp-dev", "ALARM"),
            REMINDER.formatted("my-erp")));
    assertEquals(
        List.of(true, false),
        matches(patterns.getLast(), REMINDER.formatted("my-erp"), REMINDER.formatted("my-shop")));
  }

  private static List<Boolean> matches(String pattern, String... events) throws Exception {
    EventPattern parsed = EventPattern.parse(pattern);
    List<Boolean> all = new ArrayList<>();
    for (String event : events) {
      all.add(parsed.matches(Json.read(event)));
    }
    return all;
  }
}
