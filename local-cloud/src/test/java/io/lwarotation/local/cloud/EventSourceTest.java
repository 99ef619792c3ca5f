package io.lwarotation.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues that feed a function, and Amazon's messages on them. */
final class EventSourceTest {
  private static final String HANDLER = "io.lwarotation.local.cloud.BatchHandler";
  private static final Duration VISIBILITY = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");

  private static final String TEMPLATE =
      """
      {"Resources":{
        "Role":{"Type":"AWS::IAM::Role","Properties":{}},
        "Take":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"take","Handler":"%s",
          "Runtime":"java25","MemorySize":512,"Timeout":TIMEOUT,"Role":{"Fn::GetAtt":["Role","Arn"]}}},
        "Dead":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"dead"}},
        "Queue":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"fed","VisibilityTimeout":60,"RedrivePolicy":{
          "deadLetterTargetArn":{"Fn::GetAtt":["Dead","Arn"]},"maxReceiveCount":3}}},
        "Policy":{"Type":"AWS::SQS::QueuePolicy","Properties":{"Queues":[{"Ref":"Queue"}],"PolicyDocument":{
          "Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::437568002678:root"},
            "Action":"sqs:SendMessage","Resource":{"Fn::GetAtt":["Queue","Arn"]}}]}}},
        "Feed":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{"FunctionName":{"Ref":"Take"},
          "EventSourceArn":{"Fn::GetAtt":["Queue","Arn"]},"BatchSize":4,
          "ScalingConfig":{"MaximumConcurrency":2},"FunctionResponseTypes":["ReportBatchItemFailures"]}}}}"""
          .formatted(HANDLER);

  @TempDir static Path folder = Path.of("");
  private LocalCloud cloud = LocalCloud.start(START, Uploads.of(Path.of("set before each test")));

  @BeforeEach
  void start() throws IOException {
    cloud.close();
    Path jar = folder.resolve("function.jar");
    String classFile = HANDLER.replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        var compiled = BatchHandler.class.getClassLoader().getResourceAsStream(classFile)) {
      zip.putNextEntry(new ZipEntry(classFile));
      zip.write(compiled.readAllBytes());
      zip.closeEntry();
    }
    cloud = LocalCloud.start(START, Uploads.of(jar));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private Deployment deploy(String template) throws IOException {
    Path file = folder.resolve("t.template.json");
    return cloud.deploy("lwa-test", Files.writeString(file, template));
  }

  private Deployment deploy() throws IOException {
    return deploy(TEMPLATE.replace("TIMEOUT", "20"));
  }

  private URI queue() {
    return cloud.aws().endpoint().resolve("/" + LocalAws.ACCOUNT_ID + "/fed");
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      cloud.amazon().send(queue(), body);
    }
  }

  private List<String> waiting() {
    return cloud.aws().messages("fed");
  }

  private static JsonNode json(String text) throws IOException {
    return SqsClient.JSON.readTree(text);
  }

  @Test
  void givesTheFunctionTheEventThatLambdaGives() throws Exception {
    deploy();
    send("good \"ä\"");
    assertEquals(1, cloud.drain());
    JsonNode event = json(cloud.runs().getFirst().event());
    JsonNode record = event.path("Records").path(0);
    assertEquals(1, event.path("Records").size());
    assertEquals("good \"ä\"", record.path("body").asText());
    assertEquals("aws:sqs", record.path("eventSource").asText());
    assertEquals("arn:aws:sqs:us-east-1:123456789012:fed", record.path("eventSourceARN").asText());
    assertEquals("us-east-1", record.path("awsRegion").asText());
    assertEquals("1", record.path("attributes").path("ApproximateReceiveCount").asText());
    assertEquals("437568002678", record.path("attributes").path("SenderId").asText());
    String millis = Long.toString(START.toEpochMilli());
    assertEquals(millis, record.path("attributes").path("SentTimestamp").asText());
    assertEquals(
        millis, record.path("attributes").path("ApproximateFirstReceiveTimestamp").asText());
    assertEquals(32, record.path("md5OfBody").asText().length());
    assertTrue(record.path("messageAttributes").isObject());
    assertTrue(record.path("receiptHandle").isTextual());
    assertTrue(record.path("messageId").isTextual());
  }

  @Test
  void deletesWhatSucceededAndKeepsWhatTheAnswerNames() throws Exception {
    deploy();
    send("good 1", "bad 2", "good 3", "bad 4", "good 5");
    assertEquals(2, cloud.drain(), "a batch has at most four");
    assertEquals(List.of("bad 2", "bad 4"), waiting());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "answer {'batchItemFailures':[{'itemIdentifier':''}]}",
        "answer {'batchItemFailures':[{'itemIdentifier':null}]}",
        "answer {'batchItemFailures':[{'itemId':'x'}]}",
        "answer {'batchItemFailures':[{'itemIdentifier':'of another batch'}]}",
        "answer {'batchItemFailures':7}",
        "answer {'batchItemFailures':[]} twice",
        "answer 'done'",
        "answer no JSON",
        "throw",
        "crash"
      })
  void keepsAllIfTheFunctionFailsOrIsNotUnderstood(String body) throws Exception {
    deploy();
    send("good", body.replace("\"", ""));
    cloud.drain();
    assertEquals(2, waiting().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer {}", "answer null", "answer {'batchItemFailures':null}"})
  void deletesAllIfTheAnswerNamesNone(String body) throws Exception {
    deploy();
    send("good", body);
    cloud.drain();
    assertEquals(List.of(), waiting());
  }

  @Test
  void keepsTheMessageOfAFunctionThatTakesTooLong() throws Exception {
    deploy(TEMPLATE.replace("TIMEOUT", "1"));
    send("hang");
    cloud.drain();
    assertInstanceOf(Invocation.TimedOut.class, cloud.runs().getFirst().result());
    assertEquals(List.of("hang"), waiting());
  }

  @Test
  void deletesWhateverWasAnsweredIfTheMappingDoesNotAsk() throws Exception {
    deploy(
        TEMPLATE
            .replace("TIMEOUT", "20")
            .replace(",\"FunctionResponseTypes\":[\"ReportBatchItemFailures\"]", ""));
    send("bad");
    cloud.drain();
    assertEquals(List.of(), waiting());
  }

  @Test
  void showsAFailedMessageAgainAfterItsTimeAndBuriesItInTheEnd() throws Exception {
    deploy();
    send("bad");
    cloud.drain();
    assertEquals(0, cloud.drain(), "it is hidden");
    cloud.clock().advance(VISIBILITY.minusSeconds(1));
    assertEquals(1, cloud.runs().size());
    cloud.clock().advance(Duration.ofSeconds(1));
    cloud.clock().advance(VISIBILITY);
    assertEquals(3, cloud.runs().size());
    JsonNode last = json(cloud.runs().getLast().event()).path("Records").path(0);
    assertEquals("3", last.path("attributes").path("ApproximateReceiveCount").asText());
    cloud.clock().advance(VISIBILITY);
    assertEquals(3, cloud.runs().size());
    assertEquals(List.of(), waiting());
    assertEquals(List.of("bad"), cloud.aws().messages("dead"));
  }

  @Test
  void givesAMessageAgainIfItCouldNotBeDeleted() throws Exception {
    deploy();
    send("good");
    cloud.aws().faults().next(1, "sqs", "DeleteMessage", new Fault.Throttled());
    cloud.drain();
    assertEquals(0, cloud.aws().faults().left());
    cloud.clock().advance(VISIBILITY);
    assertEquals(2, cloud.runs().size());
    assertEquals(List.of(), waiting());
  }

  @Test
  void runsAsManyBatchesAtOnceAsTheMappingAllows() throws Exception {
    Deployment stack = deploy(TEMPLATE.replace("TIMEOUT", "20").replace("Size\":4", "Size\":1"));
    Path meeting = Files.createDirectory(folder.resolve("meeting"));
    send("meet " + meeting, "meet " + meeting, "good");
    assertEquals(3, cloud.drainAtOnce());
    assertEquals(3, cloud.runs().size());
    assertEquals(1, cloud.host(stack.function(HANDLER)).coldStarts());
    assertEquals(List.of(), waiting());
  }

  @Test
  void doesNotPollForAMappingThatIsSwitchedOff() throws Exception {
    deploy(
        TEMPLATE
            .replace("TIMEOUT", "20")
            .replace("\"BatchSize\"", "\"Enabled\":false,\"BatchSize\""));
    send("good");
    assertEquals(0, cloud.drain());
    assertEquals(List.of("good"), waiting());
  }

  @Test
  void refusesAQueueThatShowsMessagesWhileTheFunctionIsStillAtThem() {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> deploy(TEMPLATE.replace("TIMEOUT", "61")));
    assertEquals(
        "Queue visibility timeout: 60 seconds is less than Function timeout: 61 seconds",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"437568002678, true", "999999999999, false"})
  void takesAmazonsMessagesIfThePolicyAdmitsItsAccount(String admitted, boolean arrives)
      throws Exception {
    deploy(TEMPLATE.replace("TIMEOUT", "20").replace("437568002678", admitted));
    Application application = cloud.amazon().register();
    application.registerNewSecretQueue(queue());
    application.deliverNewSecretsAfter(Duration.ZERO, Duration.ofHours(1));
    String secret = application.rotateInConsoleWithMessage();
    cloud.drain();
    cloud.clock().advance(Duration.ofHours(1));
    assertEquals(
        arrives ? 2 : 0, cloud.runs().stream().filter(r -> r.event().contains(secret)).count());
    assertEquals(arrives ? 2 : 0, cloud.amazon().messagesSent());
    assertEquals(arrives ? 0 : 2, cloud.amazon().messagesLost());
    assertEquals(List.of(), waiting());
  }

  @ParameterizedTest
  @CsvSource({"kms:GenerateDataKey kms:Decrypt, 1", "kms:GenerateDataKey, 0", "kms:Decrypt, 0"})
  void losesAmazonsMessageIfTheQueuesKeyDoesNotGrantBothActions(String actions, int sent)
      throws Exception {
    deploy(
        TEMPLATE
            .replace("TIMEOUT", "20")
            .replace(
                "\"VisibilityTimeout\"",
                "\"KmsMasterKeyId\":{\"Ref\":\"Key\"},\"VisibilityTimeout\"")
            .replace(
                "{\"Resources\":{",
                """
                {"Resources":{"Key":{"Type":"AWS::KMS::Key","Properties":{"KeyPolicy":{"Statement":[
                  {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::437568002678:root"},
                   "Action":["%s"],"Resource":"*"}]}}},"""
                    .formatted(actions.replace(" ", "\",\""))));
    Application application = cloud.amazon().register();
    application.registerNewSecretQueue(queue());
    application.rotateInConsoleWithMessage();
    cloud.drain();
    assertEquals(sent, cloud.amazon().messagesSent());
    assertEquals(1 - sent, cloud.amazon().messagesLost());
    assertEquals(sent, cloud.runs().size());
  }
}
