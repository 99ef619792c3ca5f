package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.SpApiRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;

/** The construct in a stack of somebody else, without the flags of this project's cdk.json. */
class LwaCredentialsTest {
  private static final String OTHERS = "others";
  private static final String THEIR_TOPIC = "their-topic";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Synthesized synthesized;

  @BeforeAll
  static void synthesize() throws IOException {
    Path functions = Files.writeString(folder.resolve("functions.zip"), "no code");
    Path out = folder.resolve("cdk.out");
    App app = new App(AppProps.builder().analyticsReporting(false).outdir(out.toString()).build());
    Stack others = new Stack(app, OTHERS);
    LwaCredentials credentials =
        new LwaCredentials(
            others,
            "Lwa",
            LwaCredentialsProps.builder()
                .app("my-shop")
                .region(SpApiRegion.FE)
                .emails(List.of("you@example.com"))
                .phones(List.of("+15550100000"))
                .rotation(Rotation.AUTOMATIC)
                .remindAfterDays(170)
                .schedule("rate(12 hours)")
                .probe("/orders/v0/orders")
                .dashboard(false)
                .functions(functions)
                .build());
    credentials.addOutputs();
    credentials.grantRead(
        Role.Builder.create(others, "Program")
            .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
            .build());
    Stack theirs = new Stack(app, THEIR_TOPIC);
    new LwaCredentials(
        theirs,
        "Lwa",
        LwaCredentialsProps.builder()
            .topic(new Topic(theirs, "Operations"))
            .functions(functions)
            .build());
    app.synth();
    synthesized = new Synthesized(out);
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHERS, THEIR_TOPIC})
  void addsWhatIsWrittenDown(String stack) {
    WrittenDown.compare(synthesized, stack);
  }

  @Test
  void synthSaysWhatMustStandInThePolicyOfATopicThatIsNotOfTheApp() {
    App app = new App(AppProps.builder().analyticsReporting(false).build());
    Stack stack = new Stack(app, "imported");
    withTopic(stack, "arn:aws:sns:eu-west-1:123456789012:operations");

    Annotations.fromStack(stack)
        .hasWarning(
            "*",
            Match.stringLikeRegexp(
                "cloudwatch\\.amazonaws\\.com(.|\\s)*get-topic-attributes --topic-arn"
                    + " arn:aws:sns:eu-west-1:123456789012:operations"));
  }

  @Test
  void aTopicOfAnotherRegionOrAccountIsRefused() {
    App app = new App(AppProps.builder().analyticsReporting(false).build());
    Stack stack =
        new Stack(
            app,
            "placed",
            StackProps.builder()
                .env(Environment.builder().region("us-east-1").account("123456789012").build())
                .build());

    for (String elsewhere :
        List.of(
            "arn:aws:sns:eu-west-1:123456789012:operations",
            "arn:aws:sns:us-east-1:210987654321:operations")) {
      String message =
          String.valueOf(
              assertThrows(SettingException.class, () -> withTopic(stack, elsewhere)).getMessage());
      assertTrue(message.startsWith("Setting topic=\"" + elsewhere + "\" is refused"), message);
    }
  }

  private static void withTopic(Stack stack, String arn) {
    String id = "Lwa" + arn.hashCode();
    new LwaCredentials(
        stack,
        id,
        LwaCredentialsProps.builder()
            .topic(Topic.fromTopicArn(stack, id + "Topic", arn))
            .functions(folder.resolve("functions.zip"))
            .build());
  }

  @Test
  void whatIsBadOrMissingIsNamed() {
    LwaCredentialsProps.Builder noFile =
        LwaCredentialsProps.builder().emails(List.of("you@example.com"));
    assertTrue(messageOf(noFile).startsWith("The functions' file is missing"));
    LwaCredentialsProps.Builder nobody =
        LwaCredentialsProps.builder().functions(Path.of("functions.zip"));
    assertTrue(messageOf(nobody).startsWith("Setting email is missing"));
    assertTrue(
        messageOf(nobody.emails(List.of("you@example.com")).remindAfterDays(180))
            .startsWith("Setting remindAfterDays=\"180\" is refused"));
  }

  private static String messageOf(LwaCredentialsProps.Builder builder) {
    return String.valueOf(assertThrows(SettingException.class, builder::build).getMessage());
  }
}
