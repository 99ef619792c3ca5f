package io.lwarotation.local.aws.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.OnLocalAws;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.sns.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alarms of a stack, looked at as the clock is moved. */
final class AlarmTest extends OnLocalAws {
  private static final String TEMPLATE =
      """
      {"Resources":{
        "Topic":{"Type":"AWS::SNS::Topic","Properties":{}},
        "Mail":{"Type":"AWS::SNS::Subscription","Properties":{
          "TopicArn":{"Ref":"Topic"},"Protocol":"email","Endpoint":"you@example.com"}},
        "TopicPolicy":{"Type":"AWS::SNS::TopicPolicy","Properties":{"Topics":[{"Ref":"Topic"}],"PolicyDocument":{
          "Statement":[{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish",
            "Resource":{"Ref":"Topic"},"Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}}]}}},
        "Errors":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmActions":[{"Ref":"Topic"}],
          "AlarmName":"call fails","AlarmDescription":"Look into the log.",
          "Namespace":"AWS/Lambda","MetricName":"Errors","Statistic":"Sum","Period":300,"EvaluationPeriods":1,
          "Dimensions":[{"Name":"FunctionName","Value":"call"}],"Threshold":1,
          "ComparisonOperator":"GreaterThanOrEqualToThreshold","TreatMissingData":"notBreaching"}},
        "Days":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmActions":[{"Ref":"Topic"}],
          "AlarmName":"days left",
          "Namespace":"LwaRotation","MetricName":"DaysUntilSecretExpires","Statistic":"Minimum",
          "Dimensions":[{"Name":"App","Value":"my-erp"}],"Threshold":14,"Period":86400,"EvaluationPeriods":1,
          "ComparisonOperator":"LessThanThreshold","TreatMissingData":"breaching"}}}}""";

  private static final String WARM =
      """
      "Threshold":14,"WarmUpConfiguration":{"WarmUpPeriodDurationInMinutes":2880},""";

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

  private Deployment deploy(String template) throws IOException {
    Deployment stack = deploy(template, (_, _) -> {});
    local.confirm("you@example.com");
    return stack;
  }

  private Deployment deploy() throws IOException {
    return deploy(TEMPLATE);
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

  private List<Delivery.Mail> mails() {
    return local.deliveries().stream()
        .filter(Delivery.Mail.class::isInstance)
        .map(Delivery.Mail.class::cast)
        .toList();
  }

  private List<String> subjects() {
    return mails().stream().map(Delivery.Mail::subject).toList();
  }

  private AlarmState state(String alarm) {
    AlarmState state = local.alarms().get(alarm);
    if (state == null) {
      throw new AssertionError(local.alarms().toString());
    }
    return state;
  }

  @Test
  void tellsOfAFailureOnceAndIsWellAgainWhenNoneFollows() throws Exception {
    deploy();
    local.ran(CALL, true);
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));

    assertEquals(AlarmState.ALARM, state("call fails"));
    assertEquals(List.of("ALARM: \"call fails\" in US East (N. Virginia)"), subjects());
    Delivery.Mail mail = mails().getFirst();
    assertTrue(mail.body().contains("Look into the log."), mail::body);
    assertTrue(mail.body().contains("OK -> ALARM"), mail::body);

    pass(Duration.ofHours(1));
    assertEquals(AlarmState.OK, state("call fails"));
    assertEquals(1, subjects().size());
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));
    assertEquals(2, subjects().size());
  }

  @Test
  void doesNotMissAFailureWhenTheClockLeapsOverItsWindow() throws Exception {
    deploy();
    local.ran(CALL, true);
    pass(Duration.ofHours(5));

    assertEquals(1, subjects().size());
    assertEquals(AlarmState.OK, state("call fails"));
  }

  /** As it was measured: an alarm over one day needs three days without a value to go off. */
  @Test
  void looksFurtherBackThanItIsTold() throws Exception {
    deploy();
    daysLeft(100);
    pass(Duration.ofHours(71));
    assertEquals(AlarmState.OK, state("days left"));
    int told = subjects().size();

    pass(Duration.ofHours(1));

    assertEquals(AlarmState.ALARM, state("days left"));
    assertEquals(told + 1, subjects().size());
    Delivery.Mail mail = mails().getLast();
    assertTrue(mail.body().contains("missing datapoint was treated as [Breaching]"), mail::body);
  }

  @Test
  void isLookedAtAsSoonAsItIsMadeAndActs() throws Exception {
    deploy();

    assertEquals(AlarmState.ALARM, state("days left"), "no value is there yet: a bad one");
  }

  @Test
  void warmsUpFirstWhereItIsToldTo() throws Exception {
    Deployment stack = deploy(TEMPLATE.replace("\"Threshold\":14,", WARM));
    pass(Duration.ofHours(47));
    assertEquals(AlarmState.INSUFFICIENT_DATA, state("days left"));

    pass(Duration.ofHours(1));

    assertEquals(AlarmState.ALARM, state("days left"));

    stack.delete();
    deploy(TEMPLATE.replace("\"Threshold\":14,", WARM));
    daysLeft(13);
    pass(Duration.ofMinutes(1));
    assertEquals(AlarmState.ALARM, state("days left"), "the first values that fill its periods");
  }

  @Test
  void keepsItsStateWhenItIsChanged() throws Exception {
    Deployment stack = deploy();
    int told = subjects().size();
    assertEquals(AlarmState.ALARM, state("days left"));

    stack.update(file(TEMPLATE.replace("\"Threshold\":14", "\"Threshold\":15")));

    assertEquals(AlarmState.ALARM, state("days left"));
    assertEquals(told, subjects().size());
  }

  @Test
  void comparesWithTheThreshold() throws Exception {
    deploy();
    daysLeft(14);
    pass(Duration.ofMinutes(1));
    assertEquals(AlarmState.OK, state("days left"));
    daysLeft(13);
    pass(Duration.ofMinutes(1));
    assertEquals(AlarmState.ALARM, state("days left"));
  }

  @Test
  void isLostWhereTheTopicDoesNotAdmitCloudWatch() throws Exception {
    deploy(TEMPLATE.replace("cloudwatch.amazonaws", "events.amazonaws"));
    local.ran(CALL, true);
    pass(Duration.ofMinutes(1));

    assertEquals(List.of(), local.deliveries());
    assertEquals(2, local.lost().size());
    assertTrue(local.lost().getLast().startsWith("call fails to arn:aws:sns:"));
  }

  @ParameterizedTest
  @CsvSource({
    "\"TreatMissingData\":\"notBreaching\", \"ThresholdMetricId\":\"e\"",
    "\"notBreaching\", \"missing\"",
    "LessThanThreshold, GreaterThanThreshold"
  })
  void refusesWhatItDoesNotModel(String known, String unknown) {
    assertThrows(DeploymentException.class, () -> deploy(TEMPLATE.replace(known, unknown)));
  }
}
