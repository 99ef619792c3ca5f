package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms of a stack, looked at as the clock is moved. */
final class AlarmTest {
  private static final String TEMPLATE =
      """
      {"Resources":{
        "Topic":{"Type":"AWS::SNS::Topic","Properties":{}},
        "Mail":{"Type":"AWS::SNS::Subscription","Properties":{
          "TopicArn":{"Ref":"Topic"},"Protocol":"email","Endpoint":"you@example.com"}},
        "Phone":{"Type":"AWS::SNS::Subscription","Properties":{
          "TopicArn":{"Ref":"Topic"},"Protocol":"sms","Endpoint":"+15550100000"}},
        "TopicPolicy":{"Type":"AWS::SNS::TopicPolicy","Properties":{"Topics":[{"Ref":"Topic"}],"PolicyDocument":{
          "Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},"Action":"sns:Publish",
            "Resource":{"Ref":"Topic"},"Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}}]}}},
        "Dead":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"dead"}},
        "Errors":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmActions":[{"Ref":"Topic"}],
          "AlarmName":"call fails","AlarmDescription":"Look into the log.",
          "Namespace":"AWS/Lambda","MetricName":"Errors","Statistic":"Sum","Period":300,"EvaluationPeriods":1,
          "Dimensions":[{"Name":"FunctionName","Value":"call"}],"Threshold":1,
          "ComparisonOperator":"GreaterThanOrEqualToThreshold","TreatMissingData":"notBreaching"}},
        "DeadLetters":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmActions":[{"Ref":"Topic"}],
          "AlarmName":"dead letters",
          "Namespace":"AWS/SQS","MetricName":"ApproximateNumberOfMessagesVisible","Statistic":"Maximum",
          "Dimensions":[{"Name":"QueueName","Value":{"Fn::GetAtt":["Dead","QueueName"]}}],"Threshold":1,
          "Period":300,"EvaluationPeriods":1,
          "ComparisonOperator":"GreaterThanOrEqualToThreshold","TreatMissingData":"notBreaching"}},
        "Days":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmActions":[{"Ref":"Topic"}],
          "AlarmName":"days left",
          "Namespace":"LwaRotation","MetricName":"DaysUntilSecretExpires","Statistic":"Minimum",
          "Dimensions":[{"Name":"App","Value":"my-erp"}],"Threshold":14,"Period":86400,"EvaluationPeriods":1,
          "ComparisonOperator":"LessThanThreshold","TreatMissingData":"breaching"}}}}""";

  private static final DeployedFunction CALL =
      new DeployedFunction(
          "Call",
          "call",
          "arn:aws:lambda:us-east-1:123456789012:function:call",
          "io.example.Call",
          "java25",
          "",
          512,
          Duration.ofSeconds(30),
          Map.of());

  private final MovableClock clock = MovableClock.at(Instant.parse("2026-06-01T00:00:00Z"));
  private final LocalAws local = LocalAws.start(clock);

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void stop() {
    local.close();
  }

  private Deployment deploy(String publisher) {
    try {
      Path file =
          Files.writeString(folder.resolve("t.template.json"), TEMPLATE.formatted(publisher));
      Deployment stack = local.apply("lwa-test", file, Map.of(), (_, _) -> {});
      local.confirm("you@example.com");
      return stack;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void deploy() {
    deploy("cloudwatch.amazonaws.com");
  }

  private void pass(Duration time) {
    clock.advance(time);
    local.evaluateAlarms();
  }

  private void daysLeft(int days) {
    local.logged(
        """
        {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"LwaRotation","Dimensions":[["App"]],\
        "Metrics":[{"Name":"DaysUntilSecretExpires"}]}]},"App":"my-erp","DaysUntilSecretExpires":%d}"""
            .formatted(days));
  }

  private List<String> subjects() {
    return local.deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(delivery -> ((Delivery.Mail) delivery).subject())
        .toList();
  }

  private AlarmState state(String alarm) {
    AlarmState state = local.alarms().get(alarm);
    if (state == null) {
      throw new AssertionError(local.alarms().toString());
    }
    return state;
  }

  @Test
  void tellsOfAFailureOnceAndIsWellAgainWhenNoneFollows() {
    deploy();
    local.ran(CALL, true);
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));

    assertEquals(AlarmState.ALARM, state("call fails"));
    assertEquals(List.of("ALARM: \"call fails\" in US East (N. Virginia)"), subjects());
    Delivery.Mail mail = (Delivery.Mail) local.deliveries().getFirst();
    assertTrue(mail.body().contains("Look into the log."), mail::body);
    assertTrue(mail.body().contains("INSUFFICIENT_DATA -> ALARM"), mail::body);

    pass(Duration.ofHours(1));
    assertEquals(AlarmState.OK, state("call fails"));
    assertEquals(1, subjects().size());
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));
    assertEquals(2, subjects().size());
  }

  @Test
  void doesNotMissAFailureWhenTheClockLeapsOverItsWindow() {
    deploy();
    local.ran(CALL, true);
    pass(Duration.ofHours(5));

    assertEquals(1, subjects().size());
    assertEquals(AlarmState.OK, state("call fails"));
  }

  @Test
  void isQuietWhileFunctionsSucceed() {
    deploy();
    local.ran(CALL, false);
    pass(Duration.ofMinutes(1));

    assertEquals(AlarmState.OK, state("call fails"));
    assertEquals(List.of(), subjects());
  }

  @Test
  void seesWhatLiesInAQueue() {
    deploy();
    pass(Duration.ofMinutes(1));
    assertEquals(AlarmState.OK, state("dead letters"));

    try (Clients clients = Clients.of(local.endpoint(), LocalAws.ACCESS_KEY_ID)) {
      String url = clients.sqs().getQueueUrl(request -> request.queueName("dead")).queueUrl();
      clients.sqs().sendMessage(request -> request.queueUrl(url).messageBody("what failed"));
    }
    pass(Duration.ofMinutes(1));

    assertEquals(AlarmState.ALARM, state("dead letters"));
  }

  @Test
  void takesADayWithoutAValueForABadOneButNotTheFirst() {
    deploy();
    pass(Duration.ofHours(23));
    assertEquals(AlarmState.INSUFFICIENT_DATA, state("days left"));
    daysLeft(100);
    pass(Duration.ofHours(23));
    assertEquals(AlarmState.OK, state("days left"));

    pass(Duration.ofHours(2));

    assertEquals(AlarmState.ALARM, state("days left"));
    Delivery.Mail mail = (Delivery.Mail) local.deliveries().getFirst();
    assertTrue(mail.body().contains("missing datapoint was treated as [Breaching]"), mail::body);
  }

  @Test
  void comparesWithTheThreshold() {
    deploy();
    daysLeft(14);
    pass(Duration.ofMinutes(1));
    assertEquals(AlarmState.OK, state("days left"));

    daysLeft(13);
    pass(Duration.ofMinutes(1));

    assertEquals(AlarmState.ALARM, state("days left"));
  }

  @Test
  void anSmsIsTheSubject() {
    deploy();
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));

    assertTrue(
        local.deliveries().stream()
            .anyMatch(
                delivery ->
                    delivery instanceof Delivery.TextMessage text
                        && text.body().contains("ALARM: \"call fails\" in US East")),
        local.deliveries()::toString);
  }

  @Test
  void isLostWhereTheTopicDoesNotAdmitCloudWatch() {
    deploy("events.amazonaws.com");
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));

    assertEquals(List.of(), local.deliveries());
    assertEquals(1, local.lost().size());
    assertTrue(local.lost().getFirst().startsWith("call fails to arn:aws:sns:"));
  }

  @Test
  void refusesWhatItDoesNotModel() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("odd.template.json"),
            TEMPLATE
                .formatted("cloudwatch.amazonaws.com")
                .replaceFirst("\"EvaluationPeriods\":1", "\"EvaluationPeriods\":3"));

    assertThrows(
        DeploymentException.class, () -> local.apply("lwa-odd", file, Map.of(), (_, _) -> {}));
  }
}
