package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LwaRotationAppTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void project() throws IOException {
    Files.writeString(folder.resolve("cdk.json"), "{\"context\":{\"region\":\"eu\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email=you.example.com|x=|Setting email=\"you.example.com\" is refused: it has no @, give an address such as you@example.com.",
        "--help|x=|Argument \"--help\" is not a setting: write name=value, such as email=you@example.com.",
        "topic=TOPIC|CDK_DEFAULT_REGION=us-east-1|Setting topic=\"TOPIC\" is refused: the topic lies in eu-west-1 and the stack goes to us-east-1, give a topic of us-east-1.",
        "topic=TOPIC|CDK_DEFAULT_ACCOUNT=210987654321|Setting topic=\"TOPIC\" is refused: the topic lies in account 123456789012 and the stack goes to 210987654321, give a topic of account 210987654321.",
        "email=you@example.com|CDK_CONTEXT_JSON={\"region\":\"us\"}|Setting region=\"us\" is refused",
        "region=us|CDK_CONTEXT_JSON={\"aws:cdk:bundling-stacks\":[]}|Setting region=\"us\" is refused",
        "app=my-erp|CDK_CONTEXT_JSON={}|Setting email is missing: ",
        "app=my-erp|CDK_CONTEXT_JSON={\"aws:cdk:bundling-stacks\":[\"**\"]}|Setting email is missing: ",
      })
  void saysInOneSentenceWhatIsWrongAndFails(String argument, String variable, String sentence) {
    String topic = "arn:aws:sns:eu-west-1:123456789012:ops";
    String[] named = variable.split("=", 2);

    String said = refusal(List.of(argument.replace("TOPIC", topic)), Map.of(named[0], named[1]));

    assertTrue(said.startsWith(sentence.replace("TOPIC", topic)), said);
  }

  @Test
  void saysInOneSentenceWhichUploadIsNotBuilt() throws IOException {
    String notBuilt =
        "There is no lambda-lwa/target/%s yet: build it with mvn -q package, then run this again.";
    List<String> arguments = List.of("email=you@example.com");

    assertEquals(notBuilt.formatted("lambda-lwa.jar"), refusal(arguments, Map.of()));

    Path target = Files.createDirectories(folder.resolve("lambda-lwa/target"));
    Files.writeString(target.resolve("lambda-lwa.jar"), "no code");
    assertEquals(notBuilt.formatted("call-sp-api-arm64.zip"), refusal(arguments, Map.of()));
  }

  @Test
  void saysThatCdkJsonIsMissingOrBroken() throws IOException {
    Files.writeString(folder.resolve("cdk.json"), "{");
    assertEquals(
        "File cdk.json is not a JSON object: correct it and run this again.",
        refusal(List.of(), Map.of()));

    Files.delete(folder.resolve("cdk.json"));
    assertEquals(
        "There is no cdk.json in this folder: run the command in the project's own folder.",
        refusal(List.of(), Map.of()));
  }

  @Test
  void leavesNothingBehindWhenItRefuses() throws IOException {
    String out = folder.resolve("cdk.out").toString();

    String said =
        refusal(
            List.of("email=you@example.com", "clientSecret=" + Synthesized.MARKER),
            Map.of(Context.OUTPUT, out));

    assertTrue(said.startsWith("Setting \"clientSecret\" is unknown"), said);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("cdk.json")), files.toList());
    }
  }

  /** As the CDK's command line calls the app for {@code bootstrap}, {@code list} and the like. */
  @Test
  void synthesizesWithoutSettingsForACommandThatWantsNoStackAndLetsNobodyDeployIt()
      throws IOException {
    Path target = Files.createDirectories(folder.resolve("lambda-lwa/target"));
    for (String upload :
        List.of("lambda-lwa.jar", "call-sp-api-arm64.zip", "call-sp-api-x86_64.zip")) {
      Files.writeString(target.resolve(upload), "no code");
    }
    Path out = folder.resolve("cdk.out");
    Map<String, String> bootstrap =
        Map.of(Context.JSON, "{\"aws:cdk:bundling-stacks\":[]}", Context.OUTPUT, out.toString());

    assertEquals(0, run(List.of(), bootstrap), err.toString(StandardCharsets.UTF_8));

    String notes = Files.readString(out.resolve("lwa-my-erp.metadata.json"));
    assertTrue(notes.contains("aws:cdk:error"), "the stack can be deployed");
    assertTrue(notes.contains("Setting email is missing"), "nobody is told why not");
  }

  private int run(List<String> arguments, Map<String, String> environment) {
    return LwaRotationApp.run(
        arguments, environment, folder, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** The one sentence. */
  private String refusal(List<String> arguments, Map<String, String> environment) {
    err.reset();
    assertEquals(1, run(arguments, environment));
    String text = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    return text.strip();
  }
}
