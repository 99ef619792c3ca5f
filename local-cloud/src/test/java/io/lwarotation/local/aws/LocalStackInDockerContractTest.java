package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The same assertions against the last LocalStack that needs no account, where Docker runs. */
final class LocalStackInDockerContractTest extends AwsContract {
  private static @Nullable LocalStackContainer container;
  private static URI endpoint = URI.create("http://127.0.0.1:1");

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "skipped: Docker does not run here");
    LocalStackContainer started =
        new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"));
    container = started;
    started.start();
    endpoint = started.getEndpoint();
  }

  @AfterAll
  static void stop() {
    LocalStackContainer started = container;
    if (started != null) {
      started.stop();
    }
  }

  @Override
  URI engine() {
    return endpoint;
  }

  @Override
  Map<String, String> knownDifferences() {
    return EngineDifferences.of(Engine.Name.LOCALSTACK);
  }
}
