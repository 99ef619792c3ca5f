package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lwarotation.local.aws.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * {@code ./lwa doctor} with a stack in which all is well, and with one thing after another broken.
 */
final class DoctorCommandTest {
  private static final Stage STAGE = Stage.deployToday();

  private static final String MAIL = "you@example.com";
  private static final String TEXT = "+15550100000";

  @TempDir private Path folder = Path.of("");

  /** What the doctor said of one subject. */
  private record Said(String verdict, String text, String remedy) {}

  @BeforeAll
  static void store() {
    STAGE.storeAll();
    STAGE.cloud().aws().confirm(MAIL);
  }

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  @AfterEach
  void forgetFaults() {
    STAGE.forgetFaults();
  }

  private static Command doctor(Stage stage, String... arguments) throws Exception {
    List<String> line =
        List.of(arguments).isEmpty() ? List.of("doctor", "--json") : List.of(arguments);
    return Command.run(stage.cloud().endpoints(), "", line)
        .lacks("amzn1.", "Atzr|", "EXAMPLE-secret-access-key");
  }

  private static Command doctor() throws Exception {
    STAGE.cloud().clock().moveTo(Instant.now());
    return doctor(STAGE);
  }

  private static Map<String, Said> findings(Command command) {
    Map<String, Said> findings = new TreeMap<>();
    for (JsonNode one : Answers.json(command.output()).path("findings")) {
      Said said =
          new Said(
              one.path("verdict").asText(), one.path("text").asText(), one.path("remedy").asText());
      findings.put(one.path("subject").asText(), said);
      assertEquals(said.verdict().equals("ok"), said.remedy().isEmpty(), one::toString);
    }
    return findings;
  }

  private static void assertSaid(
      Map<String, Said> findings, String subject, String verdict, String text, String remedy) {
    Said said = findings.getOrDefault(subject, new Said("none", "", ""));
    assertEquals(verdict, said.verdict(), () -> subject + " in " + findings);
    assertTrue(said.text().contains(text), () -> subject + " said " + said);
    assertTrue(said.remedy().contains(remedy), () -> subject + " said " + said);
  }

  /** Deploys the stack as somebody changed it; gives back what to do to mend it. */
  private void deployChanged(Consumer<ObjectNode> change) throws Exception {
    ObjectNode template = (ObjectNode) AwsRequests.JSON.readTree(Project.template().toFile());
    change.accept(template);
    Path file = Files.writeString(folder.resolve("changed.json"), template.toString());
    STAGE.stack().update(file, Map.of());
  }

  private static void mend() {
    STAGE.stack().update(Project.template(), Map.of());
  }

  private static ObjectNode properties(ObjectNode template, String output) {
    JsonNode value = template.at("/Outputs/" + output + "/Value");
    String id = value.has("Ref") ? value.path("Ref").asText() : value.at("/Fn::GetAtt/0").asText();
    return (ObjectNode) template.at("/Resources/" + id + "/Properties");
  }

  private static void addVersion(ObjectNode template, String version) {
    ((ObjectNode) template.at("/Outputs/Version")).set("Value", new TextNode(version));
  }

  private static void takeAwayDecrypt(ObjectNode template) {
    for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
      if (resource.getKey().startsWith("SpApiCallRoleDefaultPolicy")) {
        ArrayNode statements =
            (ArrayNode) resource.getValue().at("/Properties/PolicyDocument/Statement");
        for (int i = statements.size() - 1; i >= 0; i--) {
          if (statements.get(i).path("Action").asText().equals("kms:Decrypt")) {
            statements.remove(i);
          }
        }
      }
    }
  }

  @Test
  void everyPreconditionOfAHealthyStackIsFine() throws Exception {
    Command command = doctor();

    Map<String, Said> findings = findings(command);
    assertEquals(
        List.of(
                "SMS sandbox",
                "SMS spend limit",
                "alarms",
                "clock",
                "email " + MAIL,
                "function of the call",
                "function of the parameters",
                "function of the watch",
                "identity",
                "key",
                "key rotation",
                "last call",
                "queues",
                "reminder policy",
                "reminder rule",
                "role of the call",
                "rotation record",
                "schedule",
                "sms " + TEXT,
                "stack",
                "who rotates",
                Stage.CLIENT_ID,
                Stage.SECRET,
                Stage.REFRESH_TOKEN)
            .stream()
            .sorted()
            .toList(),
        findings.keySet().stream().sorted().toList());
    findings.forEach((subject, said) -> assertEquals("ok", said.verdict(), subject + ": " + said));
    command.ends(0);
    assertTrue(Answers.json(command.output()).path("ok").asBoolean());
    assertSaid(findings, "identity", "ok", "user/AKIDEXAMPLE in account 123456789012", "");
    assertSaid(findings, "stack", "ok", "version 1.", "");
  }

  @Test
  void startsEveryFunctionOnceAndChangesNothing() throws Exception {
    List<Integer> before = versions();
    int told = STAGE.cloud().aws().deliveries().size();
    STAGE.clearJournals();

    Map<String, Said> findings = findings(doctor());

    assertEquals(3, STAGE.cloud().aws().journal().count("lambda", "Invoke"));
    assertSaid(findings, "function of the call", "ok", "reads and decrypts the credentials", "");
    assertSaid(findings, "function of the watch", "ok", "decrypts nothing", "");
    assertSaid(findings, "function of the parameters", "ok", "is ready", "");
    assertEquals(before, versions());
    assertEquals(told, STAGE.cloud().aws().deliveries().size());
    assertEquals(0, STAGE.cloud().amazon().journal().count("SP-API"));
  }

  private static List<Integer> versions() {
    return List.of(Stage.CLIENT_ID, Stage.SECRET, Stage.REFRESH_TOKEN, Stage.RECORD, Stage.WATCH)
        .stream()
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

    Command command = Command.run(environment, "", List.of("doctor", "--json")).ends(1);
    Map<String, Said> findings = findings(command);
    assertSaid(findings, "function of the call", "bad", text, remedy);
    assertSaid(findings, "function of the call", "bad", "(" + code + ")", remedy);
    assertSaid(findings, "function of the watch", "ok", "decrypts nothing", "");
  }

  @Test
  void showsWhatAFunctionCannotRead() throws Exception {
    STAGE.cloud().aws().faults().next(1, "sns", "GetTopicAttributes", new Fault.AccessDenied());

    Map<String, Said> findings = findings(doctor());

    assertSaid(
        findings,
        "function of the watch",
        "bad",
        "sns:GetTopicAttributes",
        "logs WatchFunctionName");
  }

  @Test
  void startsNoFunctionOfAnotherVersion() throws Exception {
    deployChanged(template -> addVersion(template, "0.9.0"));
    STAGE.clearJournals();
    Map<String, Said> findings;
    try {
      findings = findings(doctor());
    } finally {
      mend();
    }

    assertEquals(0, STAGE.cloud().aws().journal().count("lambda", "Invoke"));
    assertSaid(findings, "function of the watch", "unknown", "was not started", "npx cdk deploy");
  }

  @Test
  void namesWhatSomebodyChangedInTheStackAndTheAccount() throws Exception {
    String key = STAGE.stack().outputs().getOrDefault("KeyArn", "");
    AwsRequests aws = new AwsRequests(STAGE.cloud().aws().endpoint());
    deployChanged(
        template -> {
          properties(template, "KeyArn").put("EnableKeyRotation", false);
          properties(template, "ScheduleName").put("State", "DISABLED");
          ((ArrayNode)
                  properties(template, "ReminderRuleName")
                      .at("/EventPattern/detail/parameter-name"))
              .removeAll()
              .add("/my-erp/*");
          takeAwayDecrypt(template);
          addVersion(template, "0.9.0");
        });
    aws.json(
        "kms", "TrentService.DisableKey", AwsRequests.JSON.createObjectNode().put("KeyId", key));
    STAGE.cloud().aws().smsSandbox();
    setSpendLimit(aws, "0");
    Command command;
    try {
      command = doctor();
    } finally {
      aws.json(
          "kms", "TrentService.EnableKey", AwsRequests.JSON.createObjectNode().put("KeyId", key));
      STAGE.cloud().aws().leaveSmsSandbox();
      setSpendLimit(aws, "1");
      mend();
    }

    command.ends(1);
    Map<String, Said> findings = findings(command);
    assertSaid(findings, "key", "bad", "is Disabled", "aws kms enable-key");
    assertSaid(findings, "key rotation", "warn", "is off", "aws kms enable-key-rotation");
    assertSaid(findings, "schedule", "bad", "is disabled", "npx cdk deploy");
    assertSaid(findings, "reminder rule", "bad", "does not look for", "npx cdk deploy");
    assertSaid(
        findings,
        "role of the call",
        "bad",
        "may not kms:Decrypt for /my-erp/lwa/clientidentifier, nor kms:Decrypt for",
        "npx cdk deploy");
    assertFalse(
        Objects.requireNonNull(findings.get("role of the call"))
            .text()
            .contains("ssm:GetParameters"));
    assertSaid(findings, "stack", "warn", "deployed by version 0.9.0", "npx cdk deploy");
    assertSaid(findings, "SMS sandbox", "warn", "only verified numbers", "leave the sandbox");
    assertSaid(findings, "SMS spend limit", "bad", "no SMS goes out", "raise it");
    assertSaid(findings, Stage.SECRET, "ok", "Advanced", "");
  }

  private static void setSpendLimit(AwsRequests aws, String dollars) {
    aws.form(
        "sns",
        "SetSMSAttributes",
        Map.of("attributes.entry.1.key", "MonthlySpendLimit", "attributes.entry.1.value", dollars));
  }

  @Test
  void namesARuleThatIsDisabledAndAStackOfAnOlderVersion() throws Exception {
    deployChanged(
        template -> {
          properties(template, "ReminderRuleName").put("State", "DISABLED");
          ((ObjectNode) template.path("Outputs")).remove("Version");
        });
    Command command;
    try {
      command = doctor();
    } finally {
      mend();
    }

    command.ends(1);
    Map<String, Said> findings = findings(command);
    assertSaid(findings, "reminder rule", "bad", "nobody is reminded", "aws events enable-rule");
    assertSaid(findings, "stack", "bad", "it has no output Version", "npx cdk deploy");
    assertSaid(findings, "schedule", "ok", "is enabled, rate(1 day)", "");
  }

  @Test
  void namesARuleThatLeadsNowhere() throws Exception {
    deployChanged(template -> properties(template, "ReminderRuleName").putArray("Targets"));
    Command command;
    try {
      command = doctor();
    } finally {
      mend();
    }

    assertSaid(
        findings(command), "reminder rule", "bad", "does not lead to arn:aws:sns:", "npx cdk");
  }

  @Test
  void saysWhatIsStillToDoAfterAFreshDeployAndWhatIsWrongWithParameters() throws Exception {
    // Three minutes ago by AWS's clock: odd, and not yet refused.
    try (Stage fresh = Stage.deploy(Instant.now().minus(Duration.ofMinutes(3)))) {
      fresh.call("{}"); // which fails: nothing is stored yet
      fresh.cloud().aws().evaluateAlarms();
      Command command = doctor(fresh).ends(1);
      Map<String, Said> findings = findings(command);
      for (String name : List.of(Stage.CLIENT_ID, Stage.SECRET, Stage.REFRESH_TOKEN)) {
        assertSaid(findings, name, "bad", "it holds the placeholder", "./lwa put --app my-erp");
      }
      assertSaid(findings, "email " + MAIL, "bad", "nothing reaches it", "click the link");
      assertSaid(
          findings,
          "function of the call",
          "bad",
          "still the placeholder",
          "logs CallSpApiFunctionName");
      assertSaid(findings, "clock", "warn", "s ahead of AWS", "NTP");
      assertSaid(
          findings,
          "alarm my-erp: a call of SP-API failed",
          "bad",
          "is in alarm",
          "log says why and what to do");

      spoilParameters(fresh);
      fresh.cloud().aws().unsubscribe(TEXT);
      Map<String, Said> spoilt = findings(doctor(fresh));
      assertSaid(spoilt, Stage.CLIENT_ID, "bad", "is not a SecureString", "rotate what was in it");
      assertSaid(spoilt, Stage.SECRET, "bad", "is of tier Standard", "--tier Advanced");
      assertSaid(spoilt, Stage.REFRESH_TOKEN, "bad", "another key", "./lwa adopt --app my-erp");
      assertSaid(spoilt, "rotation record", "bad", "is not a String", "npx cdk deploy");
      assertSaid(spoilt, "reminder policy", "bad", "nobody is reminded", "write the secret again");
      assertSaid(spoilt, "subscriptions", "bad", "nobody is told", "confirm one");

      recreate(
          fresh,
          Stage.SECRET,
          ParameterTier.ADVANCED,
          "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"20\",\"Unit\":\"Days\"}}]");
      fresh.cloud().clock().moveTo(Instant.now().plus(Duration.ofMinutes(6)));
      Map<String, Said> late = findings(doctor(fresh));
      assertSaid(late, Stage.SECRET, "bad", "it holds the placeholder", "./lwa put");
      assertSaid(
          late, "reminder policy", "bad", "no NoChangeNotification after 150 days", "this policy");
      assertSaid(late, "clock", "bad", "s behind AWS", "NTP");
    }
  }

  private static void spoilParameters(Stage stage) {
    stage.ssm().deleteParameter(request -> request.name(Stage.CLIENT_ID));
    stage
        .ssm()
        .putParameter(
            request -> request.name(Stage.CLIENT_ID).value("x").type(ParameterType.STRING));
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(Stage.REFRESH_TOKEN)
                    .value("x")
                    .overwrite(true)
                    .type(ParameterType.SECURE_STRING)
                    .keyId("alias/aws/ssm"));
    recreate(stage, Stage.RECORD, ParameterTier.STANDARD, null);
    recreate(stage, Stage.SECRET, ParameterTier.STANDARD, null);
  }

  private static void recreate(
      Stage stage, String name, ParameterTier tier, @Nullable String policies) {
    String key = stage.stack().outputs().getOrDefault("KeyArn", "");
    stage.ssm().deleteParameter(request -> request.name(name));
    stage
        .ssm()
        .putParameter(
            request ->
                request
                    .name(name)
                    .value("x")
                    .type(ParameterType.SECURE_STRING)
                    .tier(tier)
                    .policies(policies)
                    .keyId(key));
  }

  @Test
  void namesEveryRightThatIsMissingAndTheOtherLooksGoOn() throws Exception {
    for (String right :
        List.of(
            "ssm:DescribeParameters",
            "kms:DescribeKey",
            "kms:GetKeyRotationStatus",
            "lambda:GetFunctionConfiguration",
            "events:DescribeRule",
            "scheduler:GetSchedule",
            "sns:GetSMSSandboxAccountStatus",
            "sns:GetSMSAttributes")) {
      deny(right, 1);
    }
    Command command = doctor().ends(3);
    Map<String, Said> findings = findings(command);
    assertEquals(0, STAGE.cloud().aws().faults().left());
    assertMissing(findings, "parameters", "ssm:DescribeParameters");
    assertMissing(findings, "key", "kms:DescribeKey");
    assertMissing(findings, "key rotation", "kms:GetKeyRotationStatus");
    assertMissing(findings, "role of the call", "lambda:GetFunctionConfiguration");
    assertMissing(findings, "reminder rule", "events:DescribeRule");
    assertMissing(findings, "schedule", "scheduler:GetSchedule");
    assertMissing(findings, "SMS sandbox", "sns:GetSMSSandboxAccountStatus");
    assertMissing(findings, "SMS spend limit", "sns:GetSMSAttributes");
    assertSaid(findings, "stack", "ok", "", "");
    assertSaid(findings, "email " + MAIL, "ok", "", "");

    deny("iam:SimulatePrincipalPolicy", 1);
    deny("sns:ListSubscriptionsByTopic", 3);
    deny("events:ListTargetsByRule", 1);
    deny("ssm:GetParameters", 1);
    Map<String, Said> others = findings(doctor());
    assertMissing(others, "role of the call", "iam:SimulatePrincipalPolicy");
    assertMissing(others, "subscriptions", "sns:ListSubscriptionsByTopic");
    assertMissing(others, "SMS sandbox", "sns:ListSubscriptionsByTopic");
    assertMissing(others, "reminder rule", "events:ListTargetsByRule");
    assertSaid(others, "clock", "ok", "s ", ""); // a refusal tells the time as well
  }

  @Test
  void withoutTheStackTheRestIsToldAsFarAsItCanBe() throws Exception {
    deny("cloudformation:DescribeStacks", 1);

    Command command = doctor().ends(3);
    Map<String, Said> findings = findings(command);
    assertSaid(findings, "stack", "unknown", "the right cloudformation:DescribeStacks", "");
    assertSaid(findings, Stage.SECRET, "ok", "Advanced", "");
    assertSaid(findings, "key", "unknown", "gives no KeyArn", "fix the stack first");
  }

  private static void deny(String right, int times) {
    String[] parts = right.split(":", -1);
    STAGE.cloud().aws().faults().next(times, parts[0], parts[1], new Fault.AccessDenied());
  }

  private static void assertMissing(Map<String, Said> findings, String subject, String right) {
    assertSaid(findings, subject, "unknown", "lack the right " + right, "ask for " + right);
  }

  @Test
  void anApplicationThatIsNotDeployedIsOneFindingAndNoEnd() throws Exception {
    Command command = doctor(STAGE, "doctor", "--app", "other-erp", "--json").ends(1);
    Map<String, Said> findings = findings(command);
    assertSaid(findings, "stack", "bad", "lwa-other-erp", "npx cdk deploy");
    assertSaid(findings, "/other-erp/lwa/clientsecret", "bad", "is not there", "npx cdk deploy");
    assertSaid(findings, "key", "unknown", "", "");
  }

  @Test
  void theTextForPeopleEndsWithTheSum() throws Exception {
    STAGE.cloud().clock().moveTo(Instant.now());
    Command well = doctor(STAGE, "doctor");
    assertTrue(well.spoken().contains("my-erp in us-east-1"), well.output());
    well.ends(0, "All is well.");

    deny("kms:DescribeKey", 1);
    doctor(STAGE, "doctor")
        .ends(
            3,
            "? key: not checked: these credentials lack the right",
            "→ ask for kms:DescribeKey",
            "of 24 need attention");
  }
}
