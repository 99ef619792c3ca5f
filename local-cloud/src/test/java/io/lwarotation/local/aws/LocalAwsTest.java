package io.lwarotation.local.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.sns.Delivery;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** What LocalAws adds to the contract: time, faults, strictness, and what people get. */
final class LocalAwsTest extends OnLocalAws {
  private void put(String name, String value, boolean overwrite) {
    aws.ssm()
        .putParameter(
            p -> p.name(name).value(value).type(ParameterType.STRING).overwrite(overwrite));
  }

  @Test
  void sendsMailsOnlyToPeopleWhoConfirmed() {
    String topic = aws.sns().createTopic(c -> c.name("notices")).topicArn();
    aws.sns().subscribe(s -> s.topicArn(topic).protocol("email").endpoint("you@example.com"));
    aws.sns().publish(p -> p.topicArn(topic).subject("Early").message("nobody hears"));
    assertEquals(1, local.confirm("you@example.com"));

    String texts = "{\"default\":\"d\",\"email\":\"for mail\",\"sms\":\"for sms\"}";
    aws.sns()
        .publish(p -> p.topicArn(topic).subject("Rotate").messageStructure("json").message(texts));

    Delivery.Mail mail = (Delivery.Mail) local.deliveries().getFirst();
    assertEquals(1, local.deliveries().size());
    assertEquals("Rotate", mail.subject());
    assertTrue(mail.body().startsWith("for mail\n\n--\nIf you wish to stop"), mail.body());
  }

  @Test
  void keepsAHundredVersionsAndStopsAtALabelledOldest() {
    for (int i = 0; i < 101; i++) {
      put("/p", "v" + i, true);
    }
    assertEquals(100, local.parameter("/p").size());
    assertEquals(2, local.parameter("/p").getFirst().version());
    aws.ssm().labelParameterVersion(l -> l.name("/p").parameterVersion(2L).labels("keep"));

    SsmException refused = assertThrows(SsmException.class, () -> put("/p", "one more", true));

    assertEquals("ParameterMaxVersionLimitExceeded", refused.awsErrorDetails().errorCode());
    assertEquals("v100", local.parameter("/p").getLast().value());
    List<ParameterHistory> history =
        aws.ssm().getParameterHistory(h -> h.name("/p").maxResults(2)).parameters();
    assertEquals(
        List.of(List.of("keep"), List.of()),
        history.stream().map(ParameterHistory::labels).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "/a b", "/a//b", "/aws/x", "/SSMx", "/a/", "/é"})
  void refusesNamesThatParameterStoreRefuses(String name) {
    assertThrows(SsmException.class, () -> put(name, "x", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{}}]",
        "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":150,\"Unit\":\"Days\"}}]",
        "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"150\",\"Unit\":\"Weeks\"}}]",
        "[{\"Type\":\"NoChangeNotification\",\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}]"
      })
  void refusesPoliciesThatWouldNotWork(String policies) {
    assertThrows(
        SsmException.class,
        () ->
            aws.ssm()
                .putParameter(
                    p ->
                        p.name("/p")
                            .value("x")
                            .type(ParameterType.STRING)
                            .tier(ParameterTier.ADVANCED)
                            .policies(policies)));
    assertEquals(List.of(), local.parameter("/p"));
  }

  @Test
  void hidesAndDropsMessagesByTheMovedClock() {
    String url = aws.sqs().createQueue(c -> c.queueName("q")).queueUrl();
    aws.sqs().sendMessage(s -> s.queueUrl(url).messageBody("x"));
    List<Message> first = aws.sqs().receiveMessage(r -> r.queueUrl(url)).messages();
    assertEquals(1, first.size());
    clock.advance(Duration.ofSeconds(29));
    assertEquals(List.of(), aws.sqs().receiveMessage(r -> r.queueUrl(url)).messages());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(1, aws.sqs().receiveMessage(r -> r.queueUrl(url)).messages().size());

    clock.advance(Duration.ofDays(4));

    assertEquals(List.of(), local.messages("q"));
  }

  @Test
  void refusesARequestThatIsNotSigned() throws Exception {
    HttpURLConnection request = (HttpURLConnection) local.endpoint().toURL().openConnection();
    request.setRequestMethod("POST");
    request.setDoOutput(true);
    request.setRequestProperty("X-Amz-Target", "AmazonSSM.GetParameter");
    request.setRequestProperty("Content-Type", "application/x-amz-json-1.1");
    request.getOutputStream().write("{\"Name\":\"/p\"}".getBytes(UTF_8));

    assertEquals(403, request.getResponseCode());
    assertEquals(
        Optional.of("MissingAuthenticationToken"), local.journal().entries().getFirst().error());
  }

  @Test
  void meetsEachOrderedFaultOnce() {
    put("/p", "x", false);
    local.faults().next(1, "ssm", "GetParameter", new Fault.Throttled());
    local
        .faults()
        .next(1, "ssm", "GetParameter", new Fault.Refused(500, "InternalServerError", ""));
    local.faults().next(1, "ssm", "GetParameter", new Fault.Reset());
    local.faults().next(1, "ssm", "PutParameter", new Fault.AnswerLost());

    Executable get = () -> aws.ssm().getParameter(g -> g.name("/p"));
    assertTrue(assertThrows(SsmException.class, get).isThrottlingException());
    assertEquals(500, assertThrows(SsmException.class, get).statusCode());
    assertThrows(SdkClientException.class, get);
    assertThrows(SdkClientException.class, () -> put("/p", "took effect", true));

    assertEquals("took effect", aws.ssm().getParameter(g -> g.name("/p")).parameter().value());
    assertEquals(0, local.faults().left());
    assertEquals(4, local.journal().count("ssm", "GetParameter"));
  }

  @Test
  void readsLagBehindWritesWhereThatIsOrdered() {
    put("/lag", "one", false);
    clock.advance(Duration.ofMinutes(1));
    local.lagReads(Duration.ofSeconds(30));
    put("/lag", "two", true);
    put("/new", "x", false);

    assertEquals(1L, aws.ssm().getParameter(g -> g.name("/lag")).parameter().version());
    assertThrows(
        ParameterVersionNotFoundException.class,
        () -> aws.ssm().getParameter(g -> g.name("/lag:2")));
    assertThrows(
        ParameterNotFoundException.class, () -> aws.ssm().getParameter(g -> g.name("/new")));
    assertEquals(
        List.of("/new"), aws.ssm().getParameters(g -> g.names("/new", "/lag")).invalidParameters());

    clock.advance(Duration.ofSeconds(30));
    assertEquals(2L, aws.ssm().getParameter(g -> g.name("/lag")).parameter().version());
    assertEquals(2L, aws.ssm().getParameter(g -> g.name("/lag:2")).parameter().version());
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
  @Test
  void takesFiveTargetsForARule() {
    aws.events().putRule(r -> r.name("r").eventPattern("{\"source\":[\"lwa.none\"]}"));
    for (String id : List.of("1", "2", "3", "4", "5", "5")) {
      target(id);
    }

    assertThrows(LimitExceededException.class, () -> target("6"));
  }

  private void target(String id) {
    Target target = Target.builder().id(id).arn("arn:aws:sqs:us-east-1:123456789012:q").build();
    aws.events().putTargets(p -> p.rule("r").targets(target));
  }
}
