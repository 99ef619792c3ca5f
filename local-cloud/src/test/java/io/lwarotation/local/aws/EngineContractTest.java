package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** Keeps LocalAws honest: engines that others wrote pass the same assertions. */
final class EngineContractTest {
  @Nested
  final class Ministack extends OfBin {
    Ministack() {
      super(Engine.Name.MINISTACK);
    }
  }

  @Nested
  final class Moto extends OfBin {
    Moto() {
      super(Engine.Name.MOTO);
    }
  }

  @Nested
  final class LocalStack extends OfBin {
    LocalStack() {
      super(Engine.Name.LOCALSTACK);
    }
  }

  /** Started by {@code bin/engine}. */
  abstract static class OfBin extends AwsContract {
    private final Engine.Name name;
    private @Nullable Engine started;

    OfBin(Engine.Name name) {
      this.name = name;
    }

    @Override
    URI engine() throws IOException {
      Engine engine = Engine.startOr(name, TestAbortedException::new);
      started = engine;
      return engine.endpoint();
    }

    @AfterAll
    void stop() throws IOException {
      if (started != null) {
        started.close();
      }
    }

    @Override
    Map<String, String> knownDifferences() {
      return EngineDifferences.of(name);
    }
  }

  /** The last LocalStack that needs no account, where Docker runs. */
  @Nested
  final class LocalStackInDocker extends AwsContract {
    private @Nullable LocalStackContainer container;

    @Override
    URI engine() {
      assumeTrue(
          DockerClientFactory.instance().isDockerAvailable(), "skipped: Docker does not run here");
      LocalStackContainer started =
          new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"));
      container = started;
      started.start();
      return started.getEndpoint();
    }

    @AfterAll
    void stop() {
      if (container != null) {
        container.stop();
      }
    }

    @Override
    Map<String, String> knownDifferences() {
      return EngineDifferences.of(Engine.Name.LOCALSTACK);
    }
  }

  /** Whatever engine a user runs at {@code AWS_ENDPOINT_URL}, which the build hands on. */
  @Nested
  final class Configured extends AwsContract {
    private static final String ENDPOINT = System.getProperty("lwa.engine", "");

    /** In this order: ministack answers on LocalStack's page too. */
    private static final List<Map.Entry<Engine.Name, String>> PAGES =
        List.of(
            Map.entry(Engine.Name.MINISTACK, "/_ministack/health"),
            Map.entry(Engine.Name.LOCALSTACK, "/_localstack/health"),
            Map.entry(Engine.Name.MOTO, "/moto-api/data.json"));

    /** Moto says that its page is a script. */
    private static final Pattern JSON = Pattern.compile("json|javascript");

    private Optional<Engine.Name> name = Optional.empty();

    /** Only one whose differences are known. */
    @Override
    URI engine() throws IOException, InterruptedException {
      assumeTrue(!ENDPOINT.isEmpty(), "skipped: AWS_ENDPOINT_URL is not set");
      assumeTrue(
          Engine.listensAt(URI.create(ENDPOINT)),
          "skipped: nothing answers at AWS_ENDPOINT_URL, " + ENDPOINT);
      name = nameOf(URI.create(ENDPOINT));
      assumeTrue(
          name.isPresent(),
          "skipped: nobody has listed the differences of the engine at " + ENDPOINT);
      return URI.create(ENDPOINT);
    }

    /** By the page of each engine that tells of its health. */
    private static Optional<Engine.Name> nameOf(URI endpoint)
        throws IOException, InterruptedException {
      try (HttpClient client = HttpClient.newHttpClient()) {
        for (Map.Entry<Engine.Name, String> engine : PAGES) {
          HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(engine.getValue())).build();
          HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
          if (answer.statusCode() == 200
              && JSON.matcher(answer.headers().firstValue("Content-Type").orElse("")).find()) {
            return Optional.of(engine.getKey());
          }
        }
      }
      return Optional.empty();
    }

    @Override
    Map<String, String> knownDifferences() {
      return EngineDifferences.of(name.orElseThrow());
    }
  }
}
