package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Engine;
import io.lwarotation.local.host.FunctionConfiguration;
import io.lwarotation.local.host.LambdaHost;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The packaged {@code CallSpApi} with another engine's Parameter Store. Its parameters have names
 * of their own and are deleted at the end: the engine may be one that somebody uses.
 */
final class EngineTest {
  @Test
  void callsSpApiWithCredentialsInLocalStack() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "skipped: Docker does not run here");
    try (LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))) {
      container.start();
      call(container.getEndpoint());
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsSpApiWithCredentialsInAnEngineWithoutDocker(Engine.Name name) throws Exception {
    try (Engine engine = Engine.startOr(name, TestAbortedException::new)) {
      call(engine.endpoint());
    }
  }

  @Test
  void callsSpApiWithCredentialsInTheConfiguredEngine() {
    String endpoint = System.getProperty("lwa.engine", "");
    assumeTrue(!endpoint.isEmpty(), "skipped: AWS_ENDPOINT_URL is not set");
    assumeTrue(
        Engine.listensAt(URI.create(endpoint)),
        "skipped: nothing answers at AWS_ENDPOINT_URL, " + endpoint);
    call(URI.create(endpoint));
  }

  private static void call(URI engine) {
    String prefix = "/lwa-e2e-" + ProcessHandle.current().pid();
    MovableClock clock = MovableClock.at(Instant.now());
    try (FakeAmazon amazon = FakeAmazon.start(clock);
        SsmClient ssm = Clients.ssm(engine)) {
      Application application = amazon.register();
      Map<String, String> secrets =
          new TreeMap<>(
              Map.of(
                  prefix + "/id", application.clientId(),
                  prefix + "/secret", application.clientSecret(),
                  prefix + "/token", application.refreshToken()));
      try {
        secrets.forEach((name, value) -> create(ssm, name, value, ParameterType.SECURE_STRING));
        create(ssm, prefix + "/record", Stage.PLACEHOLDER, ParameterType.STRING);
        Map<String, String> environment =
            Map.of(
                "LWA_APP",
                "engine",
                "LWA_CLIENT_ID_PARAMETER",
                prefix + "/id",
                "LWA_CLIENT_SECRET_PARAMETER",
                prefix + "/secret",
                "LWA_REFRESH_TOKEN_PARAMETER",
                prefix + "/token",
                "LWA_ROTATION_RECORD_PARAMETER",
                prefix + "/record",
                "AWS_ENDPOINT_URL",
                engine.toString(),
                "LWA_TOKEN_ENDPOINT",
                amazon.tokenEndpoint().toString(),
                "SP_API_ENDPOINT",
                amazon.spApiEndpoint().toString());
        try (LambdaHost host =
            LambdaHost.start(
                FunctionConfiguration.of(
                    "engine",
                    Project.uploads().call(),
                    "io.lwarotation.handler.CallSpApiHandler",
                    environment,
                    Duration.ofSeconds(30)))) {
          assertEquals(1, Answers.answer(host.invoke("{}")).at("/secret/version").asInt());
          assertEquals(2, amazon.journal().entries().size());
        }
      } finally {
        secrets.put(prefix + "/record", "");
        secrets.keySet().forEach(name -> ssm.deleteParameter(request -> request.name(name)));
      }
    }
  }

  private static void create(SsmClient ssm, String name, String value, ParameterType type) {
    ssm.putParameter(request -> request.name(name).value(value).type(type));
  }
}
