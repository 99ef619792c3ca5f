package io.lwarotation.cli.stack;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Which application, in which account and region: the options that most commands have. */
public final class ApplicationOptions {
  private static final String USUAL = "my-erp";
  private static final Pattern NAME = Pattern.compile("(?=.{1,20}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*");

  @Option(
      names = "--app",
      paramLabel = "NAME",
      description =
          "Name of the deployed application (default: LWA_APP, then a .lwa file, then my-erp).")
  private @Nullable String app;

  @Option(
      names = "--stack",
      paramLabel = "STACK",
      description = "Name of its stack (default: lwa-NAME).")
  private @Nullable String stack;

  @Mixin private AwsOptions aws = new AwsOptions();

  /** The application's name; a wrong usage if no application can have it. */
  public String app() {
    return named().orElse(USUAL);
  }

  /** The application's name, if somebody said it: as an option, in LWA_APP or in a file .lwa. */
  private Optional<String> named() {
    Optional<DefaultApplication.Named> named =
        app == null
            ? DefaultApplication.here().named()
            : Optional.of(new DefaultApplication.Named(app, "--app"));
    named.ifPresent(one -> requireName(one.source(), one.app()));
    return named.map(DefaultApplication.Named::app);
  }

  /** Refuses a name that no application can have, and says from which source it is. */
  public static void requireName(String source, String app) {
    if (!NAME.matcher(app).matches()) {
      throw new WrongUsageException(
          source
              + " takes the name that was deployed: 1 to 20 small letters, digits and single hyphens, beginning with a letter, such as my-erp");
    }
  }

  /** Whether somebody said which application is meant. */
  public boolean isNamed() {
    return stack != null || named().isPresent();
  }

  public ParameterNames names() {
    return ParameterNames.ofApp(app());
  }

  /** Where it is; a name that no application can have is told first. */
  public AwsOptions aws() {
    app();
    return aws;
  }

  /**
   * Reads what the application's stack tells of itself; throws what the SDK throws.
   *
   * @throws IllegalStateException if there is no such stack; it names account and region
   */
  public StackOutputs stack() {
    return findStack()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no stack %s in %s: deploy it first (npx cdk deploy), or name another --app, --region or --profile."
                        .formatted(stackName(), aws.place())));
  }

  private Optional<StackOutputs> findStack() {
    return StackOutputs.read(stackName(), aws.client(CloudFormationClient.builder()));
  }

  /** What the stacks of all applications tell; throws what the SDK throws. */
  public List<StackOutputs> stacks() {
    return StackOutputs.all(aws.client(CloudFormationClient.builder()));
  }

  private String stackName() {
    return stack == null ? "lwa-" + app() : stack;
  }

  /** Tells which application is meant, where it is and who asks. */
  public void showPlace(Screen screen, StackOutputs stack) {
    screen.line("  Application " + app() + ", stack " + stack.stack());
    screen.line(
        "  Account " + Arn.of(stack.require("KeyArn")).account() + ", region " + aws.regionName());
    screen.line("  As " + aws.caller().orElse("the profile " + aws.profileName()));
  }

  /** An output of the stack, as far as that can be seen. */
  public Optional<String> output(String name) {
    return AwsTrouble.seenOr(
        () -> findStack().flatMap(outputs -> outputs.find(name)), _ -> Optional.empty());
  }

  /** A failure as the person is to read it: AWS's refusals speak of the operator's rights. */
  public Exception explain(Exception failure) {
    return switch (failure) {
      case SdkException refused -> AwsTrouble.explain(refused, aws);
      case MissingParameterException missing ->
          new IllegalStateException(missing.in(aws.place()), missing);
      case StoreException e when e.getCause() instanceof SdkException refused ->
          AwsTrouble.explain(refused, aws);
      default -> failure;
    };
  }
}
