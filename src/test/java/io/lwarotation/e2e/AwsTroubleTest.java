package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.local.aws.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS's troubles become in every command that asks it: one sentence with the remedy. */
@ExtendWith(SharedStage.class)
final class AwsTroubleTest {
  private static final String PAGE = "<html><body>Sign in to the hotel's network</body></html>";

  /** What happens to every request, and what the operator must read of it. */
  @SuppressWarnings("ImmutableEnumChecker") // faults are records of what cannot change
  private enum Trouble {
    SESSION_ENDED(
        new Fault.Refused(400, "ExpiredTokenException", "The security token is expired"),
        "session of the profile default has ended: sign in again"),
    WRONG_CLOCK(
        new Fault.Refused(
            403,
            "InvalidSignatureException",
            "Signature expired: 20260601T070000Z is now earlier than 20260601T080000Z"),
        "the clock of this machine is wrong (InvalidSignatureException): set the clock by NTP"),
    TOO_MANY(new Fault.Throttled(), "AWS got too many requests"),
    AWS_DOWN(new Fault.Refused(503, "ServiceUnavailable", ""), "AWS itself failed"),
    PROXY(
        new Fault.NotAws(403, PAGE),
        "something that is not AWS answered in its place (HTTP 403): look for a proxy"),
    SIGN_IN_PAGE(
        new Fault.NotAws(200, PAGE),
        "what came in AWS's place could not be read: look for a proxy");

    private final Fault fault;
    private final String sentence;

    Trouble(Fault fault, String sentence) {
      this.fault = fault;
      this.sentence = sentence.toLowerCase(Locale.ROOT);
    }
  }

  private final Stage stage;

  AwsTroubleTest(Stage stage) {
    this.stage = stage;
  }

  /** Each command, its exit code in trouble, and the one where there is no such stack. */
  @ParameterizedTest
  @CsvSource({
    "status, 3, 3",
    "check, 3, 3",
    "history, 1, 1",
    "put --from -, 1, 1",
    "rollback --dry-run, 1, 1",
    "rotate, 1, 1",
    "drill, 1, 1",
    "adopt --dry-run, 1, 1",
    "adopt --from-app my-erp-eu --authorization eu/main, 1,",
    "put --authorization eu/acme --from -, 1, 1",
    "import --secret-id SPAPIAppCredentials-abc123, 1, 1",
    "authorizations, 3, 3",
    "exec -- true, 1, 1",
    "exec --token -- true, 1,",
    "forget eu/acme --confirm eu/acme, 1, 1",
    "rotate --local, 1,",
    "check --authorization eu/acme, 3,",
    "status --json, 3,",
    "doctor, 3, 1"
  })
  void isOneSentenceThatSaysWhatToDo(String command, int exitCode, @Nullable Integer withoutStack)
      throws Exception {
    List<Executable> all = new ArrayList<>();
    for (Trouble trouble : Trouble.values()) {
      stage.cloud().aws().faults().always(trouble.fault);
      Command done = lwa(command, stage.cloud().endpoints());
      all.add(
          () -> {
            String said = trouble + ": " + done.output();
            assertEquals(exitCode, done.exitCode(), said);
            String spoken = done.spoken().replace(". →", ":"); // as doctor shows a remedy
            assertTrue(spoken.toLowerCase(Locale.ROOT).contains(trouble.sentence), said);
            assertFalse(done.spoken().contains("deploy"), said);
            assertFalse(done.spoken().contains("null"), said);
            if (!command.equals("doctor")) {
              assertEquals(1, done.output().lines().count(), said);
            }
          });
    }
    assertAll(all);
    stage.forgetFaults();
    if (withoutStack != null) {
      aMissingStackIsNamedWithAccountAndRegion(command, withoutStack);
    }
  }

  private void aMissingStackIsNamedWithAccountAndRegion(String command, int exitCode)
      throws Exception {
    Map<String, String> environment = new HashMap<>(stage.cloud().endpoints());
    environment.put("SP_API_ENDPOINT", "");

    Command done =
        lwa(command.replaceFirst(" |$", " --app other-erp "), environment).ends(exitCode);

    assertTrue(
        done.spoken()
            .replace(". →", ":") // as doctor shows a remedy
            .matches(
                ".*no (stack lwa-other-erp|parameter /other-erp/lwa/\\w+)"
                    + " in account 123456789012, region us-east-1: deploy.*"),
        done.output());
    assertFalse(done.spoken().contains("null"), done.output());
  }

  private Command lwa(String line, Map<String, String> endpoints) throws Exception {
    Map<String, String> environment = new HashMap<>(endpoints);
    environment.put("AWS_MAX_ATTEMPTS", "1");
    String credentials = Stage.typed(stage.application());
    return Command.run(environment, credentials, List.of(line.strip().split(" +", -1)));
  }
}
