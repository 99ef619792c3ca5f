package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** What the operator's command asks besides: metrics, rights, schedules, functions, identity. */
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
        "Policy":{"Type":"AWS::IAM::Policy","Properties":{"PolicyName":"p","Roles":[{"Ref":"Role"}],
          "PolicyDocument":{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":["ssm:Get*"],"Resource":"arn:aws:ssm:us-east-1:123456789012:parameter/my-erp/*"},
            {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*",
              "Condition":{"StringEquals":{"kms:EncryptionContext:PARAMETER_ARN":["arn:a","arn:b"]}}},
            {"Effect":"Deny","Action":"kms:*","Resource":"arn:aws:kms:us-east-1:123456789012:key/other"}]}}},
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

  @ParameterizedTest
  @CsvSource({
    "ssm:GetParameters, arn:aws:ssm:us-east-1:123456789012:parameter/my-erp/x, arn:a, allowed",
    "ssm:getparameters, arn:aws:ssm:us-east-1:123456789012:parameter/my-erp/x, arn:a, allowed",
    "ssm:PutParameter, arn:aws:ssm:us-east-1:123456789012:parameter/my-erp/x, arn:a, implicitDeny",
    "ssm:GetParameters, arn:aws:ssm:us-east-1:123456789012:parameter/other/x, arn:a, implicitDeny",
    "kms:Decrypt, arn:aws:kms:us-east-1:123456789012:key/k, arn:b, allowed",
    "kms:Decrypt, arn:aws:kms:us-east-1:123456789012:key/k, arn:c, implicitDeny",
    "kms:Decrypt, arn:aws:kms:us-east-1:123456789012:key/k, , implicitDeny",
    "kms:Decrypt, arn:aws:kms:us-east-1:123456789012:key/other, arn:a, explicitDeny",
  })
  void simulatesTheRolesOwnPolicy(
      String action, String resource, @Nullable String context, String expected) {
    List<ContextEntry> entries =
        Stream.ofNullable(context)
            .map(
                value ->
                    ContextEntry.builder()
                        .contextKeyName("kms:EncryptionContext:PARAMETER_ARN")
                        .contextKeyType(ContextKeyTypeEnum.STRING)
                        .contextKeyValues(value)
                        .build())
            .toList();
    assertEquals(List.of(expected), simulated("caller", action, entries, resource));
  }

  private List<String> simulated(
      String role, String action, List<ContextEntry> context, String... resources) {
    return aws
        .iam()
        .simulatePrincipalPolicy(
            simulation ->
                simulation
                    .policySourceArn("arn:aws:iam::123456789012:role/" + role)
                    .actionNames(action)
                    .contextEntries(context)
                    .resourceArns(resources))
        .evaluationResults()
        .stream()
        .map(EvaluationResult::evalDecisionAsString)
        .toList();
  }

  @Test
  void knowsNoRoleThatNoTemplateMade() {
    assertThrows(
        NoSuchEntityException.class, () -> simulated("none", "ssm:GetParameters", List.of()));
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

  @Test
  void aPolicyOfWhatIsNotModelledIsRefusedWhenItIsMade() throws Exception {
    for (Function<String, String> change :
        List.<Function<String, String>>of(
            text -> text.replace("\"StringEquals\"", "\"NumericLessThan\""),
            text -> text.replace("\"Effect\":\"Deny\"", "\"NotAction\":\"x\""),
            text -> text.replace("2012-10-17", "2008-10-17"))) {
      assertThrows(
          DeploymentException.class,
          () -> local.apply("other", file(change.apply(TEMPLATE)), (_, _) -> {}));
    }
  }
}
