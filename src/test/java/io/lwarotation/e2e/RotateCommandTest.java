package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.Deployment;
import io.lwarotation.local.aws.EventSourceMapping;
import io.lwarotation.local.cloud.LocalCloud;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./lwa rotate} and {@code ./lwa status} with a stack of the automatic mode. */
final class RotateCommandTest {
  private static final String ROTATION = "/applications/2023-11-30/clientSecret";

  private final LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads());
  private final Application application = cloud.amazon().register("my-erp");

  RotateCommandTest() throws Exception {
    Path template =
        Project.home().resolve("infra-cdk/target/cdk.out-automatic/lwa-my-erp.template.json");
    Deployment stack = cloud.deploy(Project.STACK, template.toAbsolutePath().normalize());
    cloud.aws().confirm("you@example.com");
    String accept = stack.function("io.lwarotation.handler.NewSecretHandler").logicalId();
    String queue =
        stack.eventSourceMappings().stream()
            .filter(mapping -> mapping.functionLogicalId().equals(accept))
            .map(EventSourceMapping::queueUrl)
            .findFirst()
            .orElseThrow();
    application.registerNewSecretQueue(URI.create(queue));
    put();
    cloud.clock().advance(Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private void put(String... more) throws Exception {
    String input =
        "client-id=%s\nclient-secret=%s\nrefresh-token=%s\n"
            .formatted(
                application.clientId(), application.clientSecret(), application.refreshToken());
    List<String> arguments = new ArrayList<>(List.of("put", "--from", "-"));
    arguments.addAll(List.of(more));
    Command command = Command.run(cloud.endpoints(), input, arguments);
    assertEquals(0, command.exitCode(), command.output());
  }

  private void makeDue() throws Exception {
    put(
        "--expires",
        LocalDate.ofInstant(cloud.clock().instant(), ZoneOffset.UTC).plusDays(20).toString());
  }

  private Command lwa(String... arguments) throws Exception {
    Command command = Command.run(cloud.endpoints(), "", List.of(arguments));
    for (String secret : List.of("amzn1.oa2-cs", "Atzr|", "Atza|")) {
      assertFalse(command.output().contains(secret), command.output());
    }
    return command;
  }

  private int asked() {
    return cloud.amazon().journal().count(FakeAmazon.SP_API, ROTATION);
  }

  /** Runs the command while Amazon's message comes and the functions take it in. */
  private Command whileTimePasses(String... arguments) throws Exception {
    CompletableFuture<Command> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return lwa(arguments);
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    for (int i = 0; i < 300; i++) {
      try {
        return running.get(500, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (asked() > 0) {
          cloud.clock().advance(Duration.ofMinutes(1));
        }
      }
    }
    throw new AssertionError("the command did not end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--local"})
  void asksAndWaitsUntilTheNewSecretIsStored(String option) throws Exception {
    makeDue();
    String before = application.clientSecret();

    Command command = whileTimePasses("rotate", option);

    assertEquals(0, command.exitCode(), command.output());
    assertEquals(1, asked());
    String stored = cloud.aws().parameter(Stage.SECRET).getLast().value();
    assertEquals(application.clientSecret(), stored);
    assertFalse(before.equals(stored), "a new secret");
    long version = cloud.aws().parameter(Stage.SECRET).getLast().version();
    assertTrue(command.output().contains(Long.toString(version)), command.output());

    Command again = lwa("rotate", option);
    assertEquals(1, again.exitCode(), again.output());
    assertEquals(1, asked(), "no second one within the grace");

    Command status = lwa("status", "--json");
    JsonNode json = Told.json(status.output());
    assertEquals("automatic", json.path("mode").asText(), status.output());
    assertTrue(status.output().contains("\"grace\""), status.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--local"})
  void refusesWhileTheSecretIsYoung(String option) throws Exception {
    Command command = lwa("rotate", option);

    assertEquals(1, command.exitCode(), command.output());
    assertTrue(
        command.spoken().contains(option.equals("--json") ? "\"NotDue\"" : "young enough"),
        command.output());
    assertEquals(0, asked());
  }

  @Test
  void givesUpWaitingAndAsksNoSecondTime() throws Exception {
    makeDue();
    application.deliverNewSecretsAfter(Duration.ofHours(5));

    Command late = lwa("rotate", "--timeout", "0.1");
    assertEquals(1, late.exitCode(), late.output());
    assertTrue(late.spoken().contains("has not come"), late.output());

    Command again = lwa("rotate", "--timeout", "0.1");
    assertEquals(1, again.exitCode(), again.output());
    assertTrue(again.spoken().contains("is awaited"), again.output());
    assertEquals(1, asked());
  }
}
