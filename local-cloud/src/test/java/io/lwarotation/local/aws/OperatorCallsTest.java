package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.http.FormalSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What the operator's command asks besides: metrics, schedules, functions. */
final class OperatorCallsTest extends OnLocalAws {
  private static final String TEMPLATE =
      """
      {"Resources":{
        "Topic":{"Type":"AWS::SNS::Topic","Properties":{"TopicName":"notices"}},
        "Mail":{"Type":"AWS::SNS::Subscription","Properties":{
          "TopicArn":{"Ref":"Topic"},"Protocol":"email","Endpoint":"you@example.com"}},
        "Text":{"Type":"AWS::SNS::Subscription","Properties":{
          "TopicArn":{"Ref":"Topic"},"Protocol":"sms","Endpoint":"+15550100000"}},
        "Role":{"Type":"AWS::IAM::Role","Properties":{"RoleName":"caller"}},
        "Call":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"call","Handler":"io.example.Call",
          "Runtime":"java25","Role":{"Fn::GetAtt":["Role","Arn"]}}},
        "Daily":{"Type":"AWS::Scheduler::Schedule","Properties":{"Name":"daily","ScheduleExpression":"rate(1 day)",
          "State":"ENABLED","FlexibleTimeWindow":{"Mode":"OFF"},
          "Target":{"Arn":{"Fn::GetAtt":["Call","Arn"]},"RoleArn":{"Fn::GetAtt":["Role","Arn"]},"Input":"{}"}}}}}
      """;

  @BeforeEach
  void deploy() throws Exception {
    deploy(TEMPLATE, (_, _) -> {});
  }

  private List<Datapoint> statistics(GetMetricStatisticsRequest.Builder request) {
    return statistics(request, START.plus(Duration.ofHours(2)));
  }

  private List<Datapoint> statistics(GetMetricStatisticsRequest.Builder request, Instant end) {
    return aws.cloudwatch()
        .getMetricStatistics(
            request.startTime(START).endTime(end).period(3600).statistics(Statistic.SUM).build())
        .datapoints();
  }

  private static GetMetricStatisticsRequest.Builder metric(
      String namespace, String name, String dimension, String value) {
    return GetMetricStatisticsRequest.builder()
        .namespace(namespace)
        .metricName(name)
        .dimensions(Dimension.builder().name(dimension).value(value).build());
  }

  private static GetMetricStatisticsRequest.Builder sns(String name) {
    return metric("AWS/SNS", name, "TopicName", "notices");
  }

  @Test
  void answersTheSdksClientOfCloudWatchWhichSpeaksCborOnly() {
    local.logged(
        "{\"_aws\":{\"Timestamp\":1,\"CloudWatchMetrics\":[{\"Namespace\":\"N\",\"Dimensions\":[[\"App\"]],"
            + "\"Metrics\":[{\"Name\":\"Calls\",\"Unit\":\"Count\"}]}]},\"App\":\"my-erp\",\"Calls\":2}");
    clock.advance(Duration.ofMinutes(61));

    List<Datapoint> points = statistics(metric("N", "Calls", "App", "my-erp"));

    assertEquals(1, points.size(), points::toString);
    assertEquals(START, points.getFirst().timestamp());
    assertEquals(2.0, points.getFirst().sum());
    assertEquals("Count", points.getFirst().unitAsString());
  }

  @Test
  void refusesInCborAsWell() {
    CloudWatchException refused =
        assertThrows(CloudWatchException.class, () -> statistics(sns("Any"), START));
    assertEquals("InvalidParameterValue", refused.awsErrorDetails().errorCode());

    local.faults().next(1, "monitoring", "GetMetricStatistics", new Fault.AccessDenied());
    CloudWatchException denied =
        assertThrows(CloudWatchException.class, () -> statistics(sns("Any")));
    assertTrue(denied.awsErrorDetails().errorCode().startsWith("AccessDenied"), denied::toString);
  }

  @Test
  void countsWhatATopicDeliversAndWhatNot() {
    local.confirm("you@example.com");
    local.smsSandbox();
    String topic = "arn:aws:sns:us-east-1:123456789012:notices";
    aws.sns().publish(message -> message.topicArn(topic).message("hello"));
    assertEquals(1.0, sum("NumberOfNotificationsDelivered"));
    assertEquals(1.0, sum("NumberOfNotificationsFailed"));

    local.leaveSmsSandbox();
    aws.sns().publish(message -> message.topicArn(topic).message("hello"));
    assertEquals(3.0, sum("NumberOfNotificationsDelivered"));

    aws.sns().setSMSAttributes(sms -> sms.attributes(Map.of("MonthlySpendLimit", "0")));
    assertEquals(
        Map.of("MonthlySpendLimit", "0"),
        aws.sns()
            .getSMSAttributes(sms -> sms.attributes("MonthlySpendLimit", "DefaultSMSType"))
            .attributes());
    aws.sns().publish(message -> message.topicArn(topic).message("hello"));
    assertEquals(2.0, sum("NumberOfNotificationsFailed"));
    assertEquals(
        Set.of(
            "AWS/SNS NumberOfNotificationsDelivered {TopicName=notices}",
            "AWS/SNS NumberOfNotificationsFailed {TopicName=notices}"),
        local.metrics());
  }

  private double sum(String metric) {
    return statistics(sns(metric)).stream().mapToDouble(Datapoint::sum).sum();
  }

  @Test
  void tellsOfFunctionsAndSchedulesAsTheTemplateMadeThem() throws Exception {
    JsonNode function = Json.read(get("lambda", "/2015-03-31/functions/call/configuration", 200));
    assertEquals("arn:aws:iam::123456789012:role/caller", function.path("Role").asText());
    JsonNode schedule = Json.read(get("scheduler", "/schedules/daily", 200));
    assertEquals("ENABLED", schedule.path("State").asText());
    assertEquals("rate(1 day)", schedule.path("ScheduleExpression").asText());
    assertEquals("{}", schedule.at("/Target/Input").asText());

    get("lambda", "/2015-03-31/functions/none/configuration", 404);
    get("scheduler", "/schedules/none", 404);
    get("lambda", "/schedules/daily", 403);
    get("scheduler", "/schedules/daily?groupName=mine", 501);
    get("scheduler", "/schedules/", 501);
    local.faults().next(1, "scheduler", "GetSchedule", new Fault.AccessDenied());
    get("scheduler", "/schedules/daily", 403);
    assertEquals(5, local.journal().count("scheduler", "GetSchedule"));
  }

  private String get(String service, String path, int status) throws Exception {
    HttpRequest request =
        new FormalSignature(LocalAws.ACCESS_KEY_ID, LocalAws.REGION, service)
            .sign(HttpRequest.newBuilder(URI.create(local.endpoint() + path)), START);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(status, answer.statusCode(), answer.body());
      return answer.body();
    }
  }
}
