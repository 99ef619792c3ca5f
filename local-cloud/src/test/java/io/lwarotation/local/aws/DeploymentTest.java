package io.lwarotation.local.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.kms.model.KeyState;

final class DeploymentTest extends OnLocalAws {
  /** Of the form that the CDK writes. */
  private static final String TEMPLATE =
      """
      {"Parameters":{"BootstrapVersion":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/cdk/v"}},
       "Resources":{
        "Call":{"Type":"AWS::Lambda::Function","DependsOn":["Role"],"Properties":{
          "Handler":"io.example.Call","Runtime":"java25","MemorySize":512,"Timeout":30,
          "Role":{"Fn::GetAtt":["Role","Arn"]},"Code":{"S3Bucket":{"Fn::Sub":"b-${AWS::AccountId}"}},
          "Environment":{"Variables":{"LWA_TOPIC_ARN":{"Ref":"Topic"},"LWA_KMS_KEY_ID":{"Fn::GetAtt":["Key","Arn"]},
            "QUEUE":{"Ref":"Queue"},"WHERE":{"Fn::Join":["/",[{"Ref":"AWS::Region"},{"Ref":"AWS::Partition"}]]}}}}},
        "Creator":{"Type":"AWS::Lambda::Function","Properties":{
          "Handler":"io.example.Creator","Runtime":"java25","Role":{"Fn::GetAtt":["Role","Arn"]}}},
        "Role":{"Type":"AWS::IAM::Role","Properties":{}},
        "Start":{"Type":"AWS::IAM::Policy","Properties":{"PolicyName":"start","Roles":[{"Ref":"Role"}],
          "PolicyDocument":{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":{"Fn::GetAtt":["Call","Arn"]}}]}}},
        "Key":{"Type":"AWS::KMS::Key","Properties":{"EnableKeyRotation":true},"DeletionPolicy":"Retain"},
        "Topic":{"Type":"AWS::SNS::Topic","Properties":{"DisplayName":"n"}},
        "Mail":{"Type":"AWS::SNS::Subscription","Properties":{
          "TopicArn":{"Ref":"Topic"},"Protocol":"email","Endpoint":"you@example.com"}},
        "Rule":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"source":["lwa.drill"]},"State":"ENABLED",
          "Targets":[{"Id":"T","Arn":{"Ref":"Topic"},"DeadLetterConfig":{"Arn":{"Fn::GetAtt":["Dead","Arn"]}},
            "InputTransformer":{"InputPathsMap":{"s":"$.source"},"InputTemplate":"\\"from <s>\\""}}]}},
        "TopicPolicy":{"Type":"AWS::SNS::TopicPolicy","Properties":{"Topics":[{"Ref":"Topic"}],"PolicyDocument":{
          "Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish",
            "Resource":{"Ref":"Topic"}}]}}},
        "Dead":{"Type":"AWS::SQS::Queue","Properties":{"MessageRetentionPeriod":1209600}},
        "DeadPolicy":{"Type":"AWS::SQS::QueuePolicy","Properties":{"Queues":[{"Ref":"Dead"}],"PolicyDocument":{
          "Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage",
            "Resource":{"Fn::GetAtt":["Dead","Arn"]},
            "Condition":{"ArnEquals":{"aws:SourceArn":{"Fn::GetAtt":["Rule","Arn"]}}}}]}}},
        "Queue":{"Type":"AWS::SQS::Queue","Properties":{"VisibilityTimeout":180,"RedrivePolicy":{
          "deadLetterTargetArn":{"Fn::GetAtt":["Dead","Arn"]},"maxReceiveCount":5}}},
        "Feed":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{"FunctionName":{"Ref":"Call"},
          "EventSourceArn":{"Fn::GetAtt":["Queue","Arn"]},"FunctionResponseTypes":["ReportBatchItemFailures"]}},
        "Daily":{"Type":"AWS::Scheduler::Schedule","Properties":{"ScheduleExpression":"rate(1 day)",
          "FlexibleTimeWindow":{"Mode":"OFF"},
          "Target":{"Arn":{"Fn::GetAtt":["Call","Arn"]},"RoleArn":{"Fn::GetAtt":["Role","Arn"]},"Input":"{}"}}},
        "Alarm":{"Type":"AWS::CloudWatch::Alarm","Properties":{"AlarmActions":[{"Ref":"Topic"}],
          "Namespace":"AWS/Lambda","MetricName":"Errors","Statistic":"Sum","Period":300,"EvaluationPeriods":1,
          "Dimensions":[{"Name":"FunctionName","Value":{"Ref":"Call"}}],"Threshold":1,
          "ComparisonOperator":"GreaterThanOrEqualToThreshold","TreatMissingData":"notBreaching"}},
        "Parameters":{"Type":"Custom::Parameters","Properties":{
          "ServiceToken":{"Fn::GetAtt":["Creator","Arn"]},"RemindAfterDays":150,"KeyId":{"Ref":"Key"}}}},
       "Outputs":{"TopicArn":{"Value":{"Ref":"Topic"}}}}""";

  private final List<String> invoked = new ArrayList<>();
  private final List<JsonNode> requests = new ArrayList<>();
  private String status = "SUCCESS";

  private void run(DeployedFunction function, String event) {
    invoked.add(function.logicalId());
    if (function.logicalId().equals("Creator")) {
      try {
        answer(Json.read(event));
      } catch (IOException | Json.NotJsonException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }

  private void answer(JsonNode event) throws IOException {
    requests.add(event);
    ObjectNode answer =
        Json.object()
            .put("Status", status)
            .put("Reason", "as the test wants")
            .put("PhysicalResourceId", "parameters");
    for (String member : List.of("StackId", "RequestId", "LogicalResourceId")) {
      answer.set(member, event.path(member));
    }
    HttpURLConnection put =
        (HttpURLConnection) URI.create(event.path("ResponseURL").asText()).toURL().openConnection();
    put.setRequestMethod("PUT");
    put.setRequestProperty("Content-Type", "");
    put.setDoOutput(true);
    put.getOutputStream().write(answer.toString().getBytes(UTF_8));
    assertEquals(200, put.getResponseCode());
  }

  private Deployment deploy() throws IOException {
    return deploy(TEMPLATE, this::run);
  }

  @Test
  void givesFunctionsTheEnvironmentOfTheTemplate() throws Exception {
    Deployment deployed = deploy();

    DeployedFunction call = deployed.function("io.example.Call");
    assertEquals(512, call.memoryMegabytes());
    assertEquals(Duration.ofSeconds(30), call.timeout());
    assertEquals("us-east-1/aws", call.environment().get("WHERE"));
    assertEquals(deployed.outputs().get("TopicArn"), call.environment().get("LWA_TOPIC_ARN"));
    assertTrue(call.environment().getOrDefault("QUEUE", "").startsWith(local.endpoint() + "/"));
    assertEquals("Call", deployed.eventSourceMappings().getFirst().functionLogicalId());
    assertTrue(deployed.eventSourceMappings().getFirst().reportsBatchItemFailures());
    assertEquals(1, deployed.metricsOfAlarms().size());
  }

  @Test
  void asksTheFunctionOfACustomResourceWithTextsOnly() throws Exception {
    Deployment deployed = deploy();

    JsonNode create = requests.getFirst();
    assertEquals("Create", create.path("RequestType").asText());
    assertTrue(create.path("ResourceProperties").path("RemindAfterDays").isTextual());

    deployed.update(file(TEMPLATE.replace("\"RemindAfterDays\":150", "\"RemindAfterDays\":120")));
    JsonNode update = requests.get(1);
    assertEquals("Update", update.path("RequestType").asText());
    assertEquals("parameters", update.path("PhysicalResourceId").asText());
    assertEquals("150", update.path("OldResourceProperties").path("RemindAfterDays").asText());

    deployed.delete();
    assertEquals("Delete", requests.get(2).path("RequestType").asText());
    assertEquals(3, requests.size());
  }

  @Test
  void leavesAloneWhatAnUpdateDoesNotChange() throws Exception {
    Deployment deployed = deploy();

    deployed.update(file(TEMPLATE));

    assertEquals(1, requests.size());
  }

  /** Both have a policy of the same name. */
  @Test
  void runsOnWhereAnotherStackOfTheSameTemplateIsDeleted() throws Exception {
    deploy();
    Deployment other = local.apply("lwa-other", file(TEMPLATE), this::run);

    other.delete();

    invoked.clear();
    clock.advance(Duration.ofDays(1));
    assertEquals(List.of("Call"), invoked);
  }

  @ParameterizedTest
  @CsvSource({"Retain, ENABLED", "RetainExceptOnCreate, PENDING_DELETION"})
  void keepsOfARolledBackCreationWhatIsToBeRetainedEvenThen(String policy, KeyState left)
      throws Exception {
    String template =
        TEMPLATE.replace("\"DeletionPolicy\":\"Retain\"", "\"DeletionPolicy\":\"" + policy + '"');
    status = "FAILED";
    assertThrows(DeploymentException.class, () -> deploy(template, this::run));
    assertEquals(left, keyOf(requests.getFirst()));

    status = "SUCCESS";
    Deployment deployed = deploy(template, this::run);
    deployed.delete();
    assertEquals(KeyState.ENABLED, keyOf(requests.getLast()), "a deletion leaves it");
  }

  private KeyState keyOf(JsonNode request) {
    String id = request.path("ResourceProperties").path("KeyId").asText();
    return aws.kms().describeKey(d -> d.keyId(id)).keyMetadata().keyState();
  }

  @Test
  void buriesAnEventThatTheTopicDoesNotLetIn() throws Exception {
    Deployment deployed = deploy(TEMPLATE.replace("sns:Publish", "sns:Subscribe"), this::run);
    local.confirm("you@example.com");

    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder().source("lwa.drill").detailType("x").detail("{}").build();
    aws.events().putEvents(p -> p.entries(entry));

    assertEquals(List.of(), local.deliveries());
    String url = deployed.physicalId("Dead").orElseThrow();
    assertEquals(
        List.of("\"from lwa.drill\""), local.messages(url.substring(url.lastIndexOf('/') + 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "AWS::IAM::Role AWS::S3::Bucket AWS::S3::Bucket",
        "\"Default\":\"/cdk/v\" \"Default\":5 parameter",
        "b-${AWS::AccountId} b-${Role.Arn} Fn::Sub",
        "\"b-${AWS::AccountId}\" [\"b\",{}] Fn::Sub"
      })
  void refusesWhatItDoesNotModel(String known, String unknown, String named) {
    DeploymentException refused =
        assertThrows(
            DeploymentException.class, () -> deploy(TEMPLATE.replace(known, unknown), this::run));

    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused::toString);
  }
}
