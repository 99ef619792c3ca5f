package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @Test
  void keepsAParameterThatIsThereAfterOneRequest() throws IOException {
    try (Closing server =
        answering(400, "{\"__type\":\"ParameterAlreadyExists\",\"message\":\"exists\"}")) {
      assertEquals(Outcome.KEPT, create(server.port(), Duration.ofSeconds(20)));
    }
    assertEquals(1, bodies.size());
    String body = bodies.getFirst();
    assertTrue(body.contains("\"Overwrite\":false"), body);
    assertTrue(body.contains("\"Value\":\"NOT-SET\""), body);
  }

  @Test
  void createsWithOneRequest() throws IOException {
    try (Closing server = answering(200, "{\"Tier\":\"Advanced\",\"Version\":1}")) {
      assertEquals(Outcome.CREATED, create(server.port(), Duration.ofSeconds(20)));
    }
    assertEquals(1, bodies.size());
  }

  @Test
  void triesAFaultThreeTimesAndThenSaysSo() throws IOException {
    try (Closing server = answering(500, "{\"__type\":\"InternalServerError\"}")) {
      StoreException failure =
          assertThrows(StoreException.class, () -> create(server.port(), Duration.ofSeconds(20)));
      assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
    }
    assertEquals(3, bodies.size());
  }

  @Test
  void endsWithTheDeadlineWhenNobodyAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      StoreException failure =
          assertThrows(
              StoreException.class, () -> create(silent.getLocalPort(), Duration.ofMillis(500)));
      assertEquals(StoreException.Kind.UNREACHABLE, failure.kind());
      assertFalse(String.valueOf(failure.getMessage()).contains("127.0.0.1"));
    }
  }

  private static Outcome create(int port, Duration budget) {
    try (SsmClient client =
        new SdkClients()
            .limited(SsmClient.builder())
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIDEXAMPLE", "EXAMPLE")))
            .build()) {
      return new SsmParameterCreation(client)
          .create("my-erp", SECRET, Deadline.in(budget, InstantSource.system()));
    }
  }

  private Closing answering(int status, String json) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new Closing(server, server.getAddress().getPort());
  }

  private record Closing(HttpServer server, int port) implements AutoCloseable {
    @Override
    public void close() {
      server.stop(0);
    }
  }
}
