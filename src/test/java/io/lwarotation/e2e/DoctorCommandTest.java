package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code ./lwa doctor} with a stack in which all is well, and with one thing after another broken.
 */
final class DoctorCommandTest {
  private static final Stage STAGE = Stage.deployToday();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void store() {
    STAGE.storeAll();
    STAGE.cloud().aws().confirm("you@example.com");
  }

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  @AfterEach
  void forgetFaults() {
    STAGE.forgetFaults();
  }

  private static Command doctor() throws Exception {
    STAGE.cloud().clock().moveTo(Instant.now());
    return Findings.doctor(STAGE, "--json");
  }

  /** With the stack as somebody changed it, and what he did then. */
  private Command doctor(Consumer<ObjectNode> change, Runnable then) throws Exception {
    ObjectNode template = (ObjectNode) AwsRequests.JSON.readTree(Project.template().toFile());
    change.accept(template);
    Path file = Files.writeString(folder.resolve("changed.json"), template.toString());
    STAGE.stack().update(file);
    then.run();
    try {
      return doctor();
    } finally {
      STAGE.stack().update(Project.template());
    }
  }

  @Test
  void everyPreconditionOfAHealthyStackIsFineAndLookingChangesNothing() throws Exception {
    List<Integer> before = versions();
    int told = STAGE.cloud().aws().deliveries().size();
    STAGE.clearJournals();

    Command command = doctor().ends(0);

    Findings findings = Findings.of(command);
    assertEquals(
        """
        /my-erp/lwa/clientidentifier, /my-erp/lwa/clientsecret, /my-erp/refreshToken, SMS sandbox, \
        SMS spend limit, alarms, clock, email you@example.com, function of the call, \
        function of the parameters, function of the watch, identity, key, key rotation, last call, \
        queues, reminder policy, reminder rule, role of the call, rotation record, schedule, \
        sms +15550100000, stack, who rotates""",
        String.join(", ", findings.all().keySet()));
    findings
        .all()
        .forEach((subject, said) -> assertEquals("ok", said.verdict(), subject + ": " + said));
    assertTrue(Answers.json(command.output()).path("ok").asBoolean());
    findings.assertSaid(
        """
        identity | ok | user/AKIDEXAMPLE in account 123456789012 |
        stack | ok | version 1. |
        function of the call | ok | reads and decrypts the credentials |
        function of the watch | ok | decrypts nothing |
        function of the parameters | ok | is ready |""");
    assertEquals(3, STAGE.cloud().aws().journal().count("lambda", "Invoke"));
    assertEquals(before, versions());
    assertEquals(told, STAGE.cloud().aws().deliveries().size());
    assertEquals(0, STAGE.cloud().amazon().journal().count("SP-API"));
  }

  private static List<Integer> versions() {
    return Stream.of(Stage.CLIENT_ID, Stage.SECRET, Stage.REFRESH_TOKEN, Stage.RECORD, Stage.WATCH)
        .map(name -> STAGE.cloud().aws().parameter(name).size())
        .toList();
  }

  /** As Invoke answers: no log and no metric tells of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          502 | KMSAccessDeniedException | cannot start: its role may not decrypt its environment | Deny of kms:Decrypt
          502 | KMSDisabledException | cannot start: the key of its environment is disabled | enable that key
          404 | ResourceNotFoundException | cannot start: is not there | npx cdk deploy
          409 | ResourceConflictException | cannot start: is being changed right now | in a minute
          """)
  void saysWhyAFunctionCannotStart(int status, String code, String text, String remedy)
      throws Exception {
    // Each is tried again; the first function that is started is that of the call.
    Fault refused = new Fault.Refused(status, code, "Lambda was unable to start the function.");
    STAGE.cloud().aws().faults().next(1, "lambda", "Invoke", refused);
    Map<String, String> environment = new HashMap<>(STAGE.cloud().endpoints());
    environment.put("AWS_MAX_ATTEMPTS", "1");
    STAGE.cloud().clock().moveTo(Instant.now());

    Findings.of(Command.run(environment, "", List.of("doctor", "--json")).ends(1))
        .assertSaid(
            """
        function of the call | bad | %s | %s
        function of the call | bad | (%s) |
        function of the watch | ok | decrypts nothing |"""
                .formatted(text, remedy, code));
  }

  @Test
  void showsWhatAFunctionCannotRead() throws Exception {
    STAGE.cloud().aws().faults().next(1, "sns", "GetTopicAttributes", new Fault.AccessDenied());

    Findings.of(doctor())
        .assertSaid(
            "function of the watch | bad | sns:GetTopicAttributes | logs WatchFunctionName");
  }

  @Test
  void namesWhatSomebodyChangedInTheStackAndTheAccount() throws Exception {
    ObjectNode key =
        AwsRequests.JSON
            .createObjectNode()
            .put("KeyId", STAGE.stack().outputs().getOrDefault("KeyArn", ""));
    AwsRequests aws = new AwsRequests(STAGE.cloud().aws().endpoint());
    STAGE.cloud().aws().smsSandbox();
    Damage.setSpendLimit(aws, "0");
    Command command;
    try {
      command =
          doctor(
              template -> {
                Damage.properties(template, "KeyArn").put("EnableKeyRotation", false);
                Damage.properties(template, "ScheduleName").put("State", "DISABLED");
                ((ArrayNode)
                        Damage.properties(template, "ReminderRuleName")
                            .at("/EventPattern/detail/parameter-name"))
                    .removeAll()
                    .add("/my-erp/*");
                Damage.takeAwayDecrypt(template);
                template.withObject("/Outputs/Version").put("Value", "0.9.0");
              },
              () -> {
                aws.json("kms", "TrentService.DisableKey", key);
                STAGE.clearJournals();
              });
    } finally {
      aws.json("kms", "TrentService.EnableKey", key);
      STAGE.cloud().aws().leaveSmsSandbox();
      Damage.setSpendLimit(aws, "1");
    }

    Findings findings = Findings.of(command.ends(1));
    findings.assertSaid(
        """
        key | bad | is Disabled | aws kms enable-key
        key rotation | warn | is off | aws kms enable-key-rotation
        schedule | bad | is disabled | npx cdk deploy
        reminder rule | bad | does not look for | npx cdk deploy
        role of the call | bad | may not kms:Decrypt for /my-erp/lwa/clientidentifier, nor kms:Decrypt for | npx cdk deploy
        stack | warn | deployed by version 0.9.0 | npx cdk deploy
        function of the watch | unknown | was not started | npx cdk deploy
        SMS sandbox | warn | only verified numbers | leave the sandbox
        SMS spend limit | bad | no SMS goes out | raise it
        /my-erp/lwa/clientsecret | ok | Advanced |""");
    String role = String.valueOf(findings.all().get("role of the call"));
    assertFalse(role.contains("ssm:GetParameters"), role);
    assertEquals(0, STAGE.cloud().aws().journal().count("lambda", "Invoke"), "of another version");
  }

  @Test
  void namesARuleThatIsDisabledOrLeadsNowhereAndAStackOfAnOlderVersion() throws Exception {
    Command disabled =
        doctor(
            template -> {
              Damage.properties(template, "ReminderRuleName").put("State", "DISABLED");
              template.withObject("/Outputs").remove("Version");
            },
            () -> {});
    Findings.of(disabled.ends(1))
        .assertSaid(
            """
        reminder rule | bad | nobody is reminded | aws events enable-rule
        stack | bad | it has no output Version | npx cdk deploy
        schedule | ok | is enabled, rate(1 day) |""");

    Command aimless =
        doctor(
            template -> Damage.properties(template, "ReminderRuleName").putArray("Targets"),
            () -> {});
    Findings.of(aimless)
        .assertSaid("reminder rule | bad | does not lead to arn:aws:sns: | npx cdk");
  }

  @Test
  void namesEveryRightThatIsMissingAndTheOtherLooksGoOn() throws Exception {
    Findings findings =
        assertMissing(
            """
            parameters | ssm:DescribeParameters
            key | kms:DescribeKey
            key rotation | kms:GetKeyRotationStatus
            role of the call | lambda:GetFunctionConfiguration
            reminder rule | events:DescribeRule
            schedule | scheduler:GetSchedule
            SMS sandbox | sns:GetSMSSandboxAccountStatus
            SMS spend limit | sns:GetSMSAttributes""");
    assertEquals(0, STAGE.cloud().aws().faults().left());
    findings.assertSaid("stack | ok |  |\nemail you@example.com | ok |  |");

    deny("ssm:GetParameters");
    deny("sns:ListSubscriptionsByTopic"); // beside the two of the rows
    assertMissing(
            """
            role of the call | iam:SimulatePrincipalPolicy
            subscriptions | sns:ListSubscriptionsByTopic
            SMS sandbox | sns:ListSubscriptionsByTopic
            reminder rule | events:ListTargetsByRule""")
        .assertSaid("clock | ok | s  |"); // a refusal tells the time as well
  }

  /** Denies each right and looks; a row each: subject, right. */
  private static Findings assertMissing(String rights) throws Exception {
    rights.lines().forEach(row -> deny(row.split(" \\| ", -1)[1]));
    Findings findings = Findings.of(doctor().ends(3));
    findings.assertSaid(
        rights.replaceAll("(?m)^(.*) \\| (.*)$", "$1 | unknown | lack the right $2 | ask for $2"));
    return findings;
  }

  @Test
  void withoutTheStackTheRestIsToldAsFarAsItCanBe() throws Exception {
    deny("cloudformation:DescribeStacks");

    Findings.of(doctor().ends(3))
        .assertSaid(
            """
        stack | unknown | the right cloudformation:DescribeStacks |
        /my-erp/lwa/clientsecret | ok | Advanced |
        key | unknown | gives no KeyArn | fix the stack first""");
  }

  private static void deny(String right) {
    String[] parts = right.split(":", -1);
    STAGE.cloud().aws().faults().next(1, parts[0], parts[1], new Fault.AccessDenied());
  }

  @Test
  void anApplicationThatIsNotDeployedIsOneFindingAndNoEnd() throws Exception {
    Findings.of(Findings.doctor(STAGE, "--app", "other-erp", "--json").ends(1))
        .assertSaid(
            """
        stack | bad | lwa-other-erp | npx cdk deploy
        /other-erp/lwa/clientsecret | bad | is not there | npx cdk deploy
        key | unknown |  |""");
  }

  @Test
  void theTextForPeopleEndsWithTheSum() throws Exception {
    STAGE.cloud().clock().moveTo(Instant.now());
    Findings.doctor(STAGE).ends(0, "my-erp in us-east-1", "All is well.");

    deny("kms:DescribeKey");
    Findings.doctor(STAGE)
        .ends(
            3,
            "? key: not checked: these credentials lack the right",
            "→ ask for kms:DescribeKey",
            "of 24 need attention");
  }
}
