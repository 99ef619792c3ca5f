package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.aws.Fault;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.cloudformation.DeploymentException;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.ssm.ParameterVersion;
import io.lwarotation.local.cloud.LocalCloud;
import io.lwarotation.local.host.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The packaged {@code ParametersHandler}, called by deployments of the synthesized template. */
@Order(3)
final class DeploymentTest {
  /** All but what the watch notes: its schedule fires with the deploy. */
  private static final List<String> PARAMETERS =
      List.of(Stage.CLIENT_ID, Stage.SECRET, Stage.REFRESH_TOKEN, Stage.RECORD);

  /** Logical ids of what holds data or was confirmed by people. */
  private static final Set<String> LASTING =
      Set.of(
          "AWS::KMS::Key",
          "AWS::SNS::Topic",
          "AWS::SNS::Subscription",
          "AWS::SQS::Queue",
          "Custom::LwaParameters");

  private static final String MARKER = "amzn1.oa2-cs.v1.MARKER-EXAMPLE";

  private final LocalCloud cloud = LocalCloud.start(Stage.START, Project.uploads());
  @TempDir private Path folder = Path.of("set by JUnit");

  @AfterEach
  void end() {
    try (cloud) {
      assertFalse(cloud.output().contains(MARKER));
      assertFalse(cloud.runs().toString().contains(MARKER));
    }
  }

  private Deployment deploy() {
    return cloud.deploy(Project.STACK, Project.template());
  }

  private ParameterVersion newest(String name) {
    return cloud.aws().parameter(name).getLast();
  }

  @Test
  void createsThePlaceholdersAndTheFirstCallSaysWhatToDo() {
    Deployment stack = deploy();

    for (String name : PARAMETERS) {
      assertEquals(1, newest(name).version());
      assertEquals(Stage.PLACEHOLDER, newest(name).value());
    }
    String keyId = newest(Stage.SECRET).keyId().orElseThrow();
    assertTrue(keyId.startsWith("arn:aws:kms:"), keyId);
    for (String name : PARAMETERS.subList(0, 3)) {
      assertEquals("SecureString", newest(name).type());
      assertEquals(keyId, newest(name).keyId().orElseThrow());
    }
    assertEquals("String", newest(Stage.RECORD).type());
    assertEquals("String", newest(Stage.WATCH).type());
    assertEquals("Advanced", newest(Stage.SECRET).tier());
    assertTrue(newest(Stage.SECRET).policies().getFirst().contains("\"150\""));
    String message =
        Answers.failure(
            "NotConfigured",
            cloud.invoke(stack.function("io.lwarotation.handler.CallSpApiHandler"), "{}"));
    assertTrue(PARAMETERS.subList(0, 3).stream().allMatch(message::contains), message);
    assertTrue(message.contains("./lwa put --app my-erp"), message);
  }

  @Test
  void leavesValuesUntouchedByUpdateRollbackAndDelete() throws IOException {
    Deployment stack = deploy();
    storeMarkers();

    stack.update(withReminderAfter("100"));
    assertUntouched();
    assertEquals(2, runsOfParametersHandler(), "the update asked the function");

    DeploymentException refused =
        assertThrows(DeploymentException.class, () -> stack.update(withReminderAfter("999")));
    assertTrue(String.valueOf(refused.getMessage()).contains("from 1 to 179"));
    assertUntouched();

    stack.delete();
    assertUntouched();

    deploy();
    assertUntouched();
  }

  /**
   * From the first template on, and from the last before 1.0: what lasts is the same, unwritten.
   */
  @ParameterizedTest
  @CsvSource({
    "first-release.template.json, cdk.out",
    "before-1.0.template.json, cdk.out-automatic",
  })
  void anUpdateReplacesNothingThatLasts(String from, String to) throws IOException {
    Path old = Project.home().resolve("src/test/resources").resolve(from);
    Deployment stack = cloud.deploy(Project.STACK, old);
    storeMarkers();
    Map<String, String> before = lasting(stack, old);
    assertTrue(before.size() >= 8, before::toString);

    Path built = Project.home().resolve("infra-cdk/target").resolve(to);
    stack.update(built.resolve("lwa-my-erp.template.json"));

    assertUntouched();
    assertEquals(before, lasting(stack, old));
    assertEquals(1, runsOfParametersHandler(), "the parameters' own resource did not change");
    assertInstanceOf(
        Invocation.Answered.class,
        cloud.invoke(stack.function("io.lwarotation.handler.WatchHandler"), "{}"));
  }

  /** What the template makes that holds something, by logical id. */
  private static Map<String, String> lasting(Deployment stack, Path template) throws IOException {
    Map<String, String> ids = new TreeMap<>();
    Answers.json(Files.readString(template))
        .path("Resources")
        .properties()
        .forEach(
            one -> {
              if (LASTING.contains(one.getValue().path("Type").asText())) {
                String gone = one.getKey() + " is gone";
                ids.put(
                    one.getKey(),
                    stack.physicalId(one.getKey()).orElseThrow(() -> new AssertionError(gone)));
              }
            });
    return ids;
  }

  private void storeMarkers() {
    try (SsmClient ssm = Clients.ssm(cloud.aws().endpoint())) {
      PARAMETERS.forEach(name -> Stage.overwrite(ssm, newest(name), name, MARKER));
    }
  }

  private void assertUntouched() {
    for (String name : PARAMETERS) {
      assertEquals(2, newest(name).version(), name);
      assertEquals(MARKER, newest(name).value(), name);
    }
  }

  private long runsOfParametersHandler() {
    return cloud.runs().stream()
        .filter(run -> run.function().handler().endsWith(".ParametersHandler"))
        .count();
  }

  private Path withReminderAfter(String days) throws IOException {
    String template = Files.readString(Project.template());
    String changed =
        template.replaceFirst("\"RemindAfterDays\": *\"?150\"?", "\"RemindAfterDays\":" + days);
    assertFalse(template.equals(changed));
    return Files.writeString(folder.resolve(days + ".template.json"), changed);
  }

  @Test
  void aRefusedCreateFailsWithItsReasonIsUndoneAndCanBeRepeated() {
    cloud.aws().faults().next(1, "ssm", "PutParameter", new Fault.AccessDenied());

    String reason = failedDeployment();

    assertTrue(reason.contains("AccessDeniedException"), reason);
    assertTrue(reason.contains("caller's role may put this parameter"), reason);
    deploy();
    PARAMETERS.forEach(name -> assertEquals(Stage.PLACEHOLDER, newest(name).value()));
  }

  @Test
  void ofARolledBackFirstDeployPlaceholdersStayUnderALostKeyAndPutStoresUnderTheStacksKey()
      throws Exception {
    Path broken = Damage.withWhatCannotBeMade(folder);
    assertThrows(DeploymentException.class, () -> cloud.deploy(Project.STACK, broken));
    String lost = newest(Stage.SECRET).keyId().orElseThrow();
    Application application = cloud.amazon().register();

    put(application).ends(1, "lwa-my-erp is ROLLBACK_COMPLETE", "npx cdk deploy");

    Deployment stack = deploy();
    assertEquals(lost, newest(Stage.SECRET).keyId().orElseThrow(), "no deploy writes a credential");
    DeployedFunction call = stack.function("io.lwarotation.handler.CallSpApiHandler");
    String lostKey = Answers.failure("NotConfigured", cloud.invoke(call, "{}"));
    assertTrue(lostKey.endsWith("./lwa put --app my-erp"), lostKey);
    Command.run(
            cloud.endpoints(),
            "client-secret=" + application.clientSecret(),
            List.of("put", "--client-secret", "--from", "-"))
        .ends(1, "give it as well (--client-id)");

    for (int time = 1; time <= 2; time++) { // the lost version stays in the history
      Command put = put(application);
      assertEquals(0, put.exitCode(), put.output());
      application.rotateInConsole();
    }
    for (String name : PARAMETERS.subList(0, 3)) {
      assertEquals(stack.outputs().get("KeyArn"), newest(name).keyId().orElseThrow());
    }
    assertInstanceOf(Invocation.Answered.class, cloud.invoke(call, "{}"));
  }

  @Test
  void afterADestroyAndANewDeployAdoptStoresTheCredentialsUnderTheNewKey() throws Exception {
    Deployment first = deploy();
    assertEquals(0, put(cloud.amazon().register()).exitCode());
    first.delete();
    Deployment stack = deploy();

    Command adopted = Command.run(cloud.endpoints(), "", List.of("adopt"));

    assertEquals(0, adopted.exitCode(), adopted.output());
    for (String name : PARAMETERS.subList(0, 3)) {
      assertEquals(stack.outputs().get("KeyArn"), newest(name).keyId().orElseThrow());
    }
    DeployedFunction call = stack.function("io.lwarotation.handler.CallSpApiHandler");
    assertInstanceOf(Invocation.Answered.class, cloud.invoke(call, "{}"));
  }

  private Command put(Application application) throws Exception {
    return Command.run(cloud.endpoints(), Stage.typed(application), List.of("put", "--from", "-"));
  }

  private String failedDeployment() {
    return String.valueOf(assertThrows(DeploymentException.class, this::deploy).getMessage());
  }

  @Test
  void aParameterStoreThatHangsEndsInAFailureWithAReasonWithinTheFunctionsTime() {
    Fault slow = new Fault.Slow(Duration.ofSeconds(30));
    cloud.aws().faults().next(100, "ssm", "PutParameter", slow);

    String reason = failedDeployment();

    assertTrue(reason.contains("Parameter Store did not answer"), reason);
    assertTrue(
        cloud.runs().stream().allMatch(run -> run.result() instanceof Invocation.Answered),
        "the function ended by itself");
    cloud.aws().faults().clear();
  }
}
