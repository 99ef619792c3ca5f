package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Over the real client, with the timeouts and the native HTTP that run in AWS. */
class SsmParameterCreationTest {
  private static final NewParameter SECRET =
      new NewParameter.AgingCredential(
          "/my-erp/lwa/clientsecret", "LWA client secret", "alias/EXAMPLE", 150);

  @Test
  void createsTheSecretWithItsReminderAndTheOthersStandardWithoutOneAndOverwritesNothing() {
    Map<NewParameter, String> requests =
        Map.of(
            SECRET,
            """
            {"Name":"/my-erp/lwa/clientsecret","Description":"LWA client secret","Value":"NOT-SET",\
            "Type":"SecureString","KeyId":"alias/EXAMPLE","Overwrite":false,\
            "Tags":[{"Key":"lwa-rotation:app","Value":"my-erp"}],"Tier":"Advanced",\
            "Policies":"[{\\"Type\\":\\"NoChangeNotification\\",\\"Version\\":\\"1.0\\",\
            \\"Attributes\\":{\\"After\\":\\"150\\",\\"Unit\\":\\"Days\\"}}]"}""",
            new NewParameter.Credential("/my-erp/refreshToken", "Refresh token", "alias/EXAMPLE"),
            """
            {"Name":"/my-erp/refreshToken","Description":"Refresh token","Value":"NOT-SET",\
            "Type":"SecureString","KeyId":"alias/EXAMPLE","Overwrite":false,\
            "Tags":[{"Key":"lwa-rotation:app","Value":"my-erp"}],"Tier":"Standard"}""",
            new NewParameter.Plain("/my-erp/lwa/rotation", "Rotation record"),
            """
            {"Name":"/my-erp/lwa/rotation","Description":"Rotation record","Value":"NOT-SET",\
            "Type":"String","Overwrite":false,\
            "Tags":[{"Key":"lwa-rotation:app","Value":"my-erp"}],"Tier":"Standard"}""");
    requests.forEach(
        (parameter, request) -> {
          try (var server = new FaultServer(Reply.json(200, "{\"Version\":1}"))) {
            assertEquals(Outcome.CREATED, create(server, parameter, Duration.ofSeconds(20)));
            assertEquals(request, server.requests().getFirst().body());
          }
        });
  }

  @Test
  void keepsAParameterThatIsThere() {
    try (var server = new FaultServer(refusal("ParameterAlreadyExists", 400))) {
      assertEquals(Outcome.KEPT, create(server, SECRET, Duration.ofSeconds(20)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, 400, THROTTLED, 3",
    "TooManyUpdates, 400, THROTTLED, 1",
    "InternalServerError, 500, UNREACHABLE, 3",
    "ServiceUnavailable, 503, UNREACHABLE, 3",
    "AccessDeniedException, 400, REFUSED, 1",
    "InvalidKeyId, 400, REFUSED, 1",
    "HierarchyLevelLimitExceededException, 400, REFUSED, 1"
  })
  void tellsWhatCanBeDoneAboutARefusalWithoutTheTextOfAws(
      String code, int status, StoreException.Kind kind, int requests) {
    try (var server = new FaultServer(refusal(code, status))) {
      String message = failure(server, Duration.ofSeconds(20), kind);

      assertTrue(
          message.contains("refused (" + code + ") while creating /my-erp/lwa/clientsecret"),
          message);
      assertFalse(message.contains("text-of-AWS-EXAMPLE"), message);
      assertEquals(requests, server.requests().size());
    }
  }

  @Test
  void endsWithTheDeadlineWhenNobodyAnswers() {
    try (var silent = FaultServer.silent("http")) {
      String message = failure(silent, Duration.ofMillis(500), StoreException.Kind.UNREACHABLE);
      assertFalse(message.contains("127.0.0.1"), message);
    }
  }

  private static Reply refusal(String code, int status) {
    return Reply.json(status, "{\"__type\":\"" + code + "\",\"message\":\"text-of-AWS-EXAMPLE\"}");
  }

  private static String failure(FaultServer server, Duration budget, StoreException.Kind kind) {
    StoreException failure =
        assertThrows(StoreException.class, () -> create(server, SECRET, budget));
    assertEquals(kind, failure.kind());
    return String.valueOf(failure.getMessage());
  }

  private static Outcome create(FaultServer server, NewParameter parameter, Duration budget) {
    try (SsmClient client =
        new SdkClients()
            .client(
                SsmClient.builder()
                    .endpointOverride(server.uri())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("AKIDEXAMPLE", "EXAMPLE"))))) {
      return new SsmParameterCreation(client)
          .create("my-erp", parameter, Deadline.in(budget, InstantSource.system()));
    }
  }
}
