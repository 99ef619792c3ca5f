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
import org.junit.jupiter.params.provider.ValueSource;

class LwaRotationAppTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void project() throws IOException {
    Files.writeString(folder.resolve("cdk.json"), "{\"context\":{\"region\":\"eu\"}}");
  }

  @Test
  void saysInOneSentenceWhatIsWrongAndFails() {
    assertEquals(1, run(List.of("email=you.example.com"), Map.of()));
    assertEquals(
        "Setting email=\"you.example.com\" is refused: it has no @, give an address such as"
            + " you@example.com.",
        sentence());
  }

  @Test
  void refusesATopicElsewhereThanTheStack() {
    String topic = "arn:aws:sns:eu-west-1:123456789012:ops";

    assertEquals(1, run(List.of("topic=" + topic), Map.of("CDK_DEFAULT_REGION", "us-east-1")));
    assertEquals(
        "Setting topic=\""
            + topic
            + "\" is refused: the topic lies in eu-west-1 and the stack goes to us-east-1, give a"
            + " topic of us-east-1.",
        sentence());
    err.reset();

    assertEquals(1, run(List.of("topic=" + topic), Map.of("CDK_DEFAULT_ACCOUNT", "210987654321")));
    assertEquals(
        "Setting topic=\""
            + topic
            + "\" is refused: the topic lies in account 123456789012 and the stack goes to"
            + " 210987654321, give a topic of that account.",
        sentence());
  }

  @Test
  void saysInOneSentenceThatTheFunctionsAreNotBuilt() {
    assertEquals(1, run(List.of("email=you@example.com"), Map.of()));
    assertEquals(
        "There is no lambda-lwa/target/lambda-lwa.jar yet: build it with mvn -q package, then run"
            + " this again.",
        sentence());
  }

  @Test
  void saysThatTheUploadOfTheCallIsNotBuilt() throws IOException {
    Path target = Files.createDirectories(folder.resolve("lambda-lwa/target"));
    Files.writeString(target.resolve("lambda-lwa.jar"), "no code");

    assertEquals(1, run(List.of("email=you@example.com"), Map.of()));
    assertEquals(
        "There is no lambda-lwa/target/call-sp-api-arm64.zip yet: build it with mvn -q package,"
            + " then run this again.",
        sentence());
  }

  @Test
  void takesTheContextOfTheCommandLineInsteadOfTheFile() {
    String context = "{\"email\":\"you@example.com\",\"region\":\"us\"}";

    assertEquals(1, run(List.of(), Map.of(Context.JSON, context)));

    assertTrue(sentence().startsWith("Setting region=\"us\" is refused"), sentence());
  }

  @Test
  void saysThatAnArgumentIsNoSetting() {
    assertEquals(1, run(List.of("--help"), Map.of()));
    assertEquals(
        "Argument \"--help\" is not a setting: write name=value, such as email=you@example.com.",
        sentence());
  }

  @Test
  void saysThatCdkJsonIsMissingOrBroken() throws IOException {
    Files.writeString(folder.resolve("cdk.json"), "{");
    assertEquals(1, run(List.of(), Map.of()));
    assertEquals("File cdk.json is not a JSON object: correct it and run this again.", sentence());

    Files.delete(folder.resolve("cdk.json"));
    err.reset();
    assertEquals(1, run(List.of(), Map.of()));
    assertEquals(
        "There is no cdk.json in this folder: run the command in the project's own folder.",
        sentence());
  }

  @Test
  void leavesNothingBehindWhenItRefuses() throws IOException {
    Path out = folder.resolve("cdk.out");

    assertEquals(
        1,
        run(
            List.of("email=you@example.com", "clientSecret=" + Synthesized.MARKER),
            Map.of(Context.OUTPUT, out.toString())));

    assertTrue(sentence().startsWith("Setting \"clientSecret\" is unknown"), sentence());
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

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"aws:cdk:bundling-stacks\":[\"**\"]}"})
  void refusesToSynthesizeWithoutAnEmailForEveryOtherCommand(String context) {
    assertEquals(1, run(List.of(), Map.of(Context.JSON, context)));
    assertTrue(sentence().startsWith("Setting email is missing: "), sentence());
  }

  @Test
  void stillRefusesWhatIsBadForACommandThatWantsNoStack() {
    String context = "{\"region\":\"us\",\"aws:cdk:bundling-stacks\":[]}";

    assertEquals(1, run(List.of(), Map.of(Context.JSON, context)));
    assertTrue(sentence().startsWith("Setting region=\"us\" is refused"), sentence());
  }

  private int run(List<String> arguments, Map<String, String> environment) {
    return LwaRotationApp.run(
        arguments, environment, folder, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String sentence() {
    String text = err.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    return text.strip();
  }
}
