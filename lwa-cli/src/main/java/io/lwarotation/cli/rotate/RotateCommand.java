package io.lwarotation.cli.rotate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.RotationRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa rotate}. */
@Command(
    name = "rotate",
    description = {
      "Asks Amazon for a new client secret now, if the rules of automatic mode allow it, and waits until it is stored."
          + " Runs the stack's function, which checks the queue and the credentials first. It does not ask while the"
          + " secret is young (unless you give --now), while a request is under way, or while the old secret still works.",
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa rotate --app my-erp",
      "  ./lwa rotate --now              for a secret that has leaked, however young",
      "  ./lwa rotate --local            the same rules here, with your own rights",
      "  ./lwa rotate --timeout 30       wait half an hour",
      "  ./lwa rotate --timeout 0        ask, and do not wait",
      "",
      "--json prints one object: app, outcome (Requested, Unanswered, NotDue, InFlight, InGrace, Expired, Refused,"
          + " Blocked, Postponed), reason, at, stored (true or false), version, expiresAt, oldSecretExpiresAt.",
      "Ctrl-C while waiting stops nothing: the new secret is stored when it arrives. With --local, a request that"
          + " was begun is finished and reported first. Either way the exit code is 130.",
      "Needs lambda:InvokeFunction; with --local the rights of the function's role."
    })
public final class RotateCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofSeconds(3);

  /** Longer than the function may run. */
  private static final Duration FUNCTION_TIME = Duration.ofMinutes(3);

  private static final long LONGEST_MINUTES = 24 * 60;

  @Option(
      names = "--now",
      description =
          "For a secret that others may know: rotate it however young it is. Asks first, since Amazon accepts the old"
              + " one for 7 more days. Never starts a second rotation while one is under way or the old one still works.")
  private boolean now;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "With --now: repeat the application's name here, where there is no terminal.")
  private @Nullable String confirmation;

  @Option(names = "--local", description = "Run the rotation here instead of in the function.")
  private boolean local;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "How long to wait for the new secret, in minutes (${DEFAULT-VALUE}).")
  private double timeout;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!(timeout >= 0 && timeout <= LONGEST_MINUTES)) {
      throw new ParameterException(
          spec.commandLine(), "--timeout takes minutes from 0 to " + LONGEST_MINUTES);
    }
    StackOutputs stack = application.stack();
    String function =
        stack
            .find("RotateFunctionName")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The stack "
                            + stack.stack()
                            + " only reminds, so nothing would store a new secret: rotate in the Developer Console"
                            + " and run ./lwa put --client-secret, or deploy with -c rotation=automatic."));
    if (now) {
      requireConfirmation();
    }
    try (SsmClient ssm = application.aws().ssm()) {
      NewSecretWatch watch = new NewSecretWatch(ssm, application.names(), EVERY);
      NewSecretWatch.Seen before = watch.look();
      step("Version " + before.version() + " of the secret is stored.");
      step(
          local
              ? "Running the rotation here: policy, queue, credentials, request …"
              : "Running " + function + ": policy, queue, credentials, request …");
      RotationAnswer answer =
          local
              ? new CriticalSection(spec.commandLine().getErr())
                  .run(() -> told(new LocalRotation(application, stack, ssm, now).ask()))
              : told(askFunction(function));
      return answer.isUnderWay() ? follow(answer, watch, before) : refuse(answer);
    }
  }

  private void requireConfirmation() {
    String app = application.app();
    if (!Prompt.confirmed(
        app,
        confirmation,
        "Amazon accepts the old secret for 7 more days, whoever has it, and does not rotate again before they are"
            + " over. Programs that keep their own copy need the new one by then. Type "
            + app
            + " to rotate now:",
        "--now asks for confirmation, and there is no terminal: give --confirm "
            + app
            + "; nothing was requested")) {
      throw new IllegalArgumentException("not confirmed; nothing was requested");
    }
  }

  private RotationAnswer askFunction(String function) {
    try (LambdaClient lambda =
        application
            .aws()
            .configured(LambdaClient.builder())
            .httpClientBuilder(AwsOptions.connections().socketTimeout(FUNCTION_TIME))
            // Once: what was asked for is not asked for again because its answer was lost.
            .overrideConfiguration(
                options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build()) {
      return new RotationFunction(lambda, function, now).ask();
    }
  }

  /** Said at once: a Ctrl-C may come next. */
  private RotationAnswer told(RotationAnswer answer) {
    if (json) {
      return answer;
    }
    if (answer.isUnderWay()) {
      screen().good(answer.sentence() + ".");
    } else {
      screen().bad(answer.sentence() + ".");
    }
    return answer;
  }

  private int refuse(RotationAnswer answer) {
    if (json) {
      print(result(answer).put("stored", false));
    }
    return 1;
  }

  private int follow(RotationAnswer answer, NewSecretWatch watch, NewSecretWatch.Seen before) {
    if (timeout == 0) {
      if (json) {
        print(result(answer).put("stored", false));
      } else {
        screen().line("  Not waiting: ./lwa status shows when the new secret is stored.");
      }
      return 0;
    }
    step("Waiting for the new secret, up to " + spoken(limit()) + " …");
    Optional<NewSecretWatch.Seen> seen =
        watch.await(before.version(), limit(), new Progress(this::step));
    return seen.isPresent() ? stored(answer, seen.get()) : late(answer);
  }

  private int stored(RotationAnswer answer, NewSecretWatch.Seen seen) {
    Optional<RotationRecord> record = seen.record().filter(_ -> seen.isComplete());
    if (json) {
      ObjectNode root = result(answer).put("stored", true).put("version", seen.version());
      record.ifPresent(
          one -> {
            root.put("expiresAt", one.expiresAt().toString());
            Instant old = one.oldSecretExpiresAt();
            if (old != null) {
              root.put("oldSecretExpiresAt", old.toString());
            }
          });
      print(root);
      return 0;
    }
    screen().good("The new secret works and is stored, as version " + seen.version() + ".");
    record.ifPresent(
        one -> {
          screen().line("    It expires on " + day(one.expiresAt()) + ".");
          Instant old = one.oldSecretExpiresAt();
          if (old != null) {
            screen().line("    The old one is accepted until " + day(old) + ".");
          }
        });
    if (now) {
      screen()
          .paragraph(
              "    ",
              "Until then it still works for whoever has it. Programs that read Parameter Store get the new one by"
                  + " themselves; give it to all others before that day. Then find out how the old one got out.");
    }
    return 0;
  }

  private int late(RotationAnswer answer) {
    if (json) {
      print(result(answer).put("stored", false));
    } else {
      screen()
          .bad(
              "The new secret has not arrived within "
                  + spoken(limit())
                  + ". It is stored when it arrives; ./lwa status shows it. If it never arrives: is the queue entered in"
                  + " the Developer Console under Notification Preferences, row Application Client New Secret?");
    }
    return 1;
  }

  private ObjectNode result(RotationAnswer answer) {
    ObjectNode root =
        new ObjectMapper()
            .createObjectNode()
            .put("app", application.app())
            .put("outcome", answer.outcome())
            .put("reason", answer.reason());
    answer.at().ifPresent(at -> root.put("at", at.toString()));
    return root;
  }

  /** Where a person sees them and no program reads them. */
  private void step(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("  " + text);
    err.flush();
  }

  private void print(ObjectNode root) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(root.toPrettyString());
  }

  private Screen screen() {
    return Screen.on(spec.commandLine().getOut());
  }

  private Duration limit() {
    return Duration.ofMillis(Math.round(timeout * Duration.ofMinutes(1).toMillis()));
  }

  private static String spoken(Duration time) {
    return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
