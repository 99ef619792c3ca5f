package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.FaultServer;
import io.lwarotation.core.FaultServer.Reply;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The real client, with the timeouts and the native HTTP that run in AWS. */
@Timeout(30)
class SsmParameterCreationOverHttpTest {
  private static final NewParameter SECRET =
      new NewParameter.AgingCredential(
          "/my-erp/lwa/clientsecret", "LWA client secret", "alias/EXAMPLE", 150);

  @Test
  void triesAFaultThreeTimesAndThenSaysSo() {
    try (var server = new FaultServer(Reply.json(500, ""))) {
      StoreException failure =
          assertThrows(StoreException.class, () -> create(server, Duration.ofSeconds(20)));
      assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
      assertEquals(3, server.requests().size());
    }
  }

  @Test
  void endsWithTheDeadlineWhenNobodyAnswers() {
    try (var silent = FaultServer.silent("http")) {
      StoreException failure =
          assertThrows(StoreException.class, () -> create(silent, Duration.ofMillis(500)));
      assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
      assertFalse(String.valueOf(failure.getMessage()).contains("127.0.0.1"));
    }
  }

  private static Outcome create(FaultServer server, Duration budget) {
    try (SsmClient client =
        new SdkClients()
            .limited(SsmClient.builder())
            .endpointOverride(server.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIDEXAMPLE", "EXAMPLE")))
            .build()) {
      return new SsmParameterCreation(client)
          .create("my-erp", SECRET, Deadline.in(budget, InstantSource.system()));
    }
  }
}
