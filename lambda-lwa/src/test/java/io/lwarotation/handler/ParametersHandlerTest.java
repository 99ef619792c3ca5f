package io.lwarotation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.parameters.CreateParameters;
import io.lwarotation.core.parameters.FakeParameterCreation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersHandlerTest {
  private static final String PROPERTIES =
      """
      {"ServiceToken":"arn:aws:lambda:us-east-1:123456789012:function:creator","ServiceTimeout":"300",
       "App":"my-erp","ClientIdParameter":"/my-erp/lwa/clientidentifier",
       "ClientSecretParameter":"/my-erp/lwa/clientsecret","RefreshTokenParameter":"/my-erp/refreshToken",
       "RotationRecordParameter":"/my-erp/lwa/rotation",
       "KeyId":"arn:aws:kms:us-east-1:123456789012:key/EXAMPLE","RemindAfterDays":"150"}""";

  private final FaultServer cloudFormation = new FaultServer(Reply.json(200, ""));
  private final FakeParameterCreation store = new FakeParameterCreation();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    cloudFormation.close();
  }

  @Test
  void createsTheParametersAnswersAsThePresignedUrlWantsItAndLogsOneLine() throws IOException {
    handle(event("Create", PROPERTIES));

    assertEquals(4, store.there.size());
    assertEquals(
        """
        {"Status":"SUCCESS","Reason":"Created 4, kept 0 of 4 parameters.",\
        "PhysicalResourceId":"/my-erp/lwa/clientsecret","StackId":"stack-EXAMPLE","RequestId":"request-EXAMPLE",\
        "LogicalResourceId":"Parameters","Data":{"Created":"/my-erp/lwa/rotation,/my-erp/lwa/clientidentifier,\
        /my-erp/refreshToken,/my-erp/lwa/clientsecret","Kept":"","Note":""}}""",
        told());
    FaultServer.Request request = cloudFormation.requests().getFirst();
    assertEquals("PUT /answer?X-Amz-Signature=EXAMPLE-SIGNATURE HTTP/1.1", request.line());
    assertEquals(Optional.of(""), request.header("content-type"));
    assertEquals(Optional.of(Integer.toString(told().length())), request.header("content-length"));
    assertEquals(Optional.empty(), request.header("transfer-encoding"));
    assertEquals(
        """
        {"event":"parameters","request":"Create","requestId":"lambda-EXAMPLE","outcome":"ok",\
        "reason":"Created 4, kept 0 of 4 parameters.","created":"/my-erp/lwa/rotation,\
        /my-erp/lwa/clientidentifier,/my-erp/refreshToken,/my-erp/lwa/clientsecret","kept":"","note":""}
        """,
        logText());
  }

  @Test
  void keepsWhatIsThereAndSaysSo() throws IOException {
    store.there.add("/my-erp/lwa/clientsecret");

    handle(event("Create", PROPERTIES));

    assertTrue(told().contains("Created 3, kept 1 of 4 parameters."));
    assertTrue(told().contains("\"Kept\":\"/my-erp/lwa/clientsecret\""));
    assertTrue(
        logText().contains("./lwa put --app my-erp to have them under this stack's key"),
        logText());
  }

  @Test
  void saysThatAChangedReminderIsNotAppliedToWhatIsThere() throws IOException {
    handle(event("Create", PROPERTIES));

    handle(
        event("Update", PROPERTIES.replace("\"150\"", "\"120\""))
            .replace(
                "\"RequestType\"", "\"OldResourceProperties\":" + PROPERTIES + ",\"RequestType\""));

    assertTrue(
        told()
            .contains(
                "The change of RemindAfterDays is not applied to parameters that are there: store the"
                    + " credentials with ./lwa put --app my-erp to apply it."),
        told());
    assertStatus("SUCCESS");
    assertTrue(logText().contains("RemindAfterDays is not applied"));
  }

  @Test
  void neverChangesThePhysicalIdSoThatNothingIsReplaced() throws IOException {
    String other = PROPERTIES.replace("/my-erp/", "/my-shop/");

    handle(
        event("Update", other)
            .replace(
                "\"RequestType\"",
                "\"PhysicalResourceId\":\"/my-erp/lwa/clientsecret\",\"RequestType\""));

    assertTrue(told().contains("\"PhysicalResourceId\":\"/my-erp/lwa/clientsecret\""));
    assertTrue(store.there.contains("/my-shop/lwa/clientsecret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "7", "{\"App\":[1],\"RemindAfterDays\":{}}"})
  void aDeleteSucceedsWhateverTheCreateHadAndTouchesNothing(String properties) throws IOException {
    handle(event("Delete", properties));

    assertStatus("SUCCESS");
    assertEquals(0, store.made, "a Delete must not even make a client of Parameter Store");
  }

  @Test
  void takesNumbersUnknownPropertiesAndThoseOfTheFirstVersion() throws IOException {
    String first =
        PROPERTIES
            .replace("\"150\"", "90")
            .replace("\"App\":\"my-erp\",", "\"Later\":{\"deep\":[1,2]},\"Flag\":true,");

    handle(event("Create", first));

    assertStatus("SUCCESS");
    assertEquals(90, store.aging().remindAfterDays());
    assertEquals("my-erp", store.app);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "180", "99999999999999", "-1"})
  void refusesAReminderThatIsNoneWithASentenceAndCreatesNothing(String days) throws IOException {
    handle(event("Create", PROPERTIES.replace("\"150\"", "\"" + days + "\"")));

    assertStatus("FAILED");
    assertTrue(told().contains("1 to 179"), told());
    assertEquals(List.of(), store.there);
  }

  @Test
  void answersWhatItRefusesAndWhenItIsBrokenAndRepeatsNothing() throws IOException {
    handle(event("Create", "{\"ClientSecretParameter\":\"amzn1.oa2-cs.v1.EXAMPLE\"}"));
    assertStatus("FAILED");
    assertTrue(told().contains("\"PhysicalResourceId\":\"lwa-parameters\""));
    assertFalse((told() + logText()).contains("oa2-cs"));

    handle(event("Explode", PROPERTIES));
    assertStatus("FAILED");
    assertFalse((told() + logText()).contains("Explode"));

    store.failure = new UnsatisfiedLinkError("marker-EXAMPLE");
    handle(event("Create", PROPERTIES));
    assertStatus("FAILED");
    assertTrue(told().contains("(UnsatisfiedLinkError)"), told());
    assertFalse(told().contains("marker-EXAMPLE"));
  }

  @Test
  void staysBelowFourKilobytesWhateverTheEventHolds() throws IOException {
    String longName = "/" + "x".repeat(1000);
    String properties =
        PROPERTIES
            .replace("/my-erp/lwa/clientsecret", longName + "a")
            .replace("/my-erp/lwa/clientidentifier", longName + "b")
            .replace("/my-erp/refreshToken", longName + "c")
            .replace("/my-erp/lwa/rotation", longName + "d");

    handle(event("Create", properties).replace("stack-EXAMPLE", "é".repeat(5000)));

    assertStatus("SUCCESS");
    int size = told().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(size <= 4096, "size " + size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"ResponseURL\":5}",
        "{\"ResponseURL\":null}",
        "{\"ResponseURL\":\"http://cloudformation.example.com/marker-EXAMPLE\"}",
        "{\"ResponseURL\":\"file:///marker-EXAMPLE\"}",
        "{\"ResponseURL\":\"https://user:marker-EXAMPLE@example.com/\"}",
        "{\"ResponseURL\":\"marker-EXAMPLE\",\"ResponseURL\":\"twice\"}",
        "{\"ResponseURL\":\"https:// marker-EXAMPLE\"}",
        "{} {}"
      })
  void failsWithOneSentenceWhereThereIsNobodyToAnswer(String event) {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> handle(event));

    assertTrue(String.valueOf(failure.getMessage()).endsWith("deploy the stack."));
    assertFalse(failure.toString().contains("marker-EXAMPLE"));
    assertEquals(null, failure.getCause());
  }

  /** The last answer. */
  private String told() {
    return cloudFormation.requests().getLast().body();
  }

  private String event(String type, String properties) {
    return """
    {"RequestType":"%s","ResponseURL":"%s","StackId":"stack-EXAMPLE","RequestId":"request-EXAMPLE",
     "ResourceType":"Custom::LwaParameters","LogicalResourceId":"Parameters","ResourceProperties":%s}"""
        .formatted(
            type, cloudFormation.uri("/answer?X-Amz-Signature=EXAMPLE-SIGNATURE"), properties);
  }

  private void handle(String event) throws IOException {
    new ParametersHandler(
            () -> {
              store.made++;
              return new CreateParameters(store);
            },
            _ -> {},
            InstantSource.system(),
            new PrintStream(log, true, StandardCharsets.UTF_8),
            false)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            FakeContext.of("lambda-EXAMPLE", 60_000));
  }

  private void assertStatus(String status) {
    assertTrue(told().contains("\"Status\":\"" + status + "\""), told());
  }

  private String logText() {
    assertFalse(log.toString(StandardCharsets.UTF_8).contains("EXAMPLE-SIGNATURE"));
    return log.toString(StandardCharsets.UTF_8);
  }
}
