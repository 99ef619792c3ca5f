package io.lwarotation.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.host.Invocation;
import io.lwarotation.local.host.TestHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues that feed a function, and Amazon's messages on them. */
final class EventSourceTest {
  private static final Duration VISIBILITY = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");

  private static final String TEMPLATE =
      """
      {"Resources":{
        "Key":{"Type":"AWS::KMS::Key","Properties":{"KeyPolicy":{"Statement":[
          {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::437568002678:root"},
           "Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"*"}]}}},
        "Role":{"Type":"AWS::IAM::Role","Properties":{}},
        "Take":{"Type":"AWS::Lambda::Function","Properties":{"FunctionName":"take",
          "Handler":"io.lwarotation.local.host.TestHandler","Runtime":"java25","MemorySize":512,
          "Timeout":20,"Role":{"Fn::GetAtt":["Role","Arn"]}}},
        "Dead":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"dead"}},
        "Queue":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":"fed","VisibilityTimeout":60,
          "KmsMasterKeyId":{"Ref":"Key"},"RedrivePolicy":{
          "deadLetterTargetArn":{"Fn::GetAtt":["Dead","Arn"]},"maxReceiveCount":3}}},
        "Policy":{"Type":"AWS::SQS::QueuePolicy","Properties":{"Queues":[{"Ref":"Queue"}],"PolicyDocument":{
          "Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::437568002678:root"},
            "Action":"sqs:SendMessage","Resource":{"Fn::GetAtt":["Queue","Arn"]}}]}}},
        "Feed":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{"FunctionName":{"Ref":"Take"},
          "EventSourceArn":{"Fn::GetAtt":["Queue","Arn"]},"BatchSize":4,"Enabled":true,
          "FunctionResponseTypes":["ReportBatchItemFailures"]}}}}""";

  @TempDir static Path folder = Path.of("");
  private static Path jar = Path.of("");

  private final LocalCloud cloud = LocalCloud.start(START, new Uploads(jar, jar));

  @BeforeAll
  static void pack() throws IOException {
    jar = TestHandler.packedIn(folder);
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  /** Deploys the template, with something else in it, and sends messages. */
  private void deploy(String part, String other, String... bodies) throws IOException {
    assertTrue(TEMPLATE.contains(part));
    Path file = folder.resolve("t.template.json");
    cloud.deploy("lwa-test", Files.writeString(file, TEMPLATE.replace(part, other)));
    for (String body : bodies) {
      cloud.amazon().send(queue(), body);
    }
  }

  private void deployAndSend(String... bodies) throws IOException {
    deploy("", "", bodies);
  }

  private URI queue() {
    return cloud.aws().endpoint().resolve("/" + LocalAws.ACCOUNT_ID + "/fed");
  }

  private List<String> waiting() {
    return cloud.aws().messages("fed");
  }

  private JsonNode lastRecord() throws Exception {
    return Json.read(cloud.runs().getLast().event()).at("/Records/0");
  }

  @Test
  void givesTheFunctionTheEventThatLambdaGives() throws Exception {
    deployAndSend("good \"ä\"");
    assertEquals(1, cloud.drain());
    ObjectNode record = (ObjectNode) lastRecord();
    for (String varying : List.of("messageId", "receiptHandle", "md5OfBody")) {
      assertTrue(record.remove(varying).isTextual(), varying);
    }
    assertEquals(
        Json.read(
            """
            {"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:fed",
             "awsRegion":"us-east-1","body":"good \\"ä\\"","messageAttributes":{},
             "attributes":{"ApproximateReceiveCount":"1","SenderId":"437568002678",
               "SentTimestamp":"%1$s","ApproximateFirstReceiveTimestamp":"%1$s"}}"""
                .formatted(START.toEpochMilli())),
        record);
  }

  @Test
  void deletesWhatSucceededAndKeepsWhatTheAnswerNames() throws Exception {
    deployAndSend("good 1", "bad 2", "good 3", "bad 4", "good 5");
    assertEquals(2, cloud.drain(), "a batch has at most four");
    assertEquals(List.of("bad 2", "bad 4"), waiting());
  }

  @Test
  void keepsTheMessageOfAFunctionThatTakesTooLong() throws Exception {
    deploy("\"Timeout\":20", "\"Timeout\":1", "hang");
    cloud.drain();
    assertInstanceOf(Invocation.TimedOut.class, cloud.runs().getFirst().result());
    assertEquals(List.of("hang"), waiting());
  }

  @Test
  void deletesWhateverWasAnsweredIfTheMappingDoesNotAsk() throws Exception {
    deploy("\"ReportBatchItemFailures\"", "", "bad");
    cloud.drain();
    assertEquals(List.of(), waiting());
  }

  @Test
  void doesNotPollForAMappingThatIsSwitchedOff() throws Exception {
    deploy("\"Enabled\":true", "\"Enabled\":false", "good");
    assertEquals(0, cloud.drain());
    assertEquals(List.of("good"), waiting());
  }

  @Test
  void showsAFailedMessageAgainAfterItsTimeAndBuriesItInTheEnd() throws Exception {
    deployAndSend("bad");
    cloud.drain();
    assertEquals(0, cloud.drain(), "it is hidden");
    cloud.clock().advance(VISIBILITY.minusSeconds(1));
    assertEquals(1, cloud.runs().size());
    cloud.clock().advance(Duration.ofSeconds(1));
    cloud.clock().advance(VISIBILITY);
    assertEquals(3, cloud.runs().size());
    assertEquals("3", lastRecord().at("/attributes/ApproximateReceiveCount").asText());
    cloud.clock().advance(VISIBILITY);
    assertEquals(3, cloud.runs().size());
    assertEquals(List.of(), waiting());
    assertEquals(List.of("bad"), cloud.aws().messages("dead"));
  }

  @Test
  void givesAMessageAgainIfItCouldNotBeDeleted() throws Exception {
    deployAndSend("good");
    cloud.aws().faults().next(1, "sqs", "DeleteMessage", new Fault.Throttled());
    cloud.drain();
    assertEquals(0, cloud.aws().faults().left());
    cloud.clock().advance(VISIBILITY);
    assertEquals(2, cloud.runs().size());
    assertEquals(List.of(), waiting());
  }

  @Test
  void refusesAQueueThatShowsMessagesWhileTheFunctionIsStillAtThem() {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> deploy("\"Timeout\":20", "\"Timeout\":61"));
    assertEquals(
        "Queue visibility timeout: 60 seconds is less than Function timeout: 61 seconds",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "437568002678, 437568002678, 2",
    "437568002678, 999999999999, 0",
    "kms:Decrypt, kms:Encrypt, 0",
    "kms:GenerateDataKey, kms:Encrypt, 0"
  })
  void takesAmazonsMessagesIfThePoliciesOfQueueAndKeyAdmitItsAccount(
      String part, String other, int sent) throws Exception {
    deploy(part, other);
    Application application = cloud.amazon().register();
    application.registerNewSecretQueue(queue());
    application.deliverNewSecretsAfter(Duration.ZERO, Duration.ofHours(1));
    String secret = application.rotateInConsoleWithMessage();
    cloud.drain();
    cloud.clock().advance(Duration.ofHours(1));
    assertEquals(sent, cloud.runs().stream().filter(r -> r.event().contains(secret)).count());
    assertEquals(sent, cloud.amazon().messagesSent());
    assertEquals(2 - sent, cloud.amazon().messagesLost());
    assertEquals(List.of(), waiting());
  }
}
