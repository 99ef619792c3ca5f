package io.lwarotation.cli.rotate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.CriticalSection;
import io.lwarotation.cli.Days;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.RotationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa rotate}. */
@Command(
    name = "rotate",
    description =
        """
        Asks Amazon for a new client secret now, if the rules of automatic mode allow it, and \
        waits until it is stored. Runs the stack's function, which checks the queue and the \
        credentials first. It does not ask while the secret is young (unless you give --now), \
        while a request is under way, or while the old secret still works.""",
    footer =
        """

        Examples:
          ./lwa rotate --app my-erp
          ./lwa rotate --now              for a secret that has leaked, however young
          ./lwa rotate --local            the same rules here, with your own rights
          ./lwa rotate --timeout 30       wait half an hour
          ./lwa rotate --timeout 0        ask, and do not wait

        --json prints one object: app, outcome (Requested, Unanswered, NotDue, InFlight, InGrace, \
        Expired, Refused, Blocked, Postponed), reason, at, stored (true or false), version, \
        expiresAt, oldSecretExpiresAt.
        Ctrl-C while waiting stops nothing: the new secret is stored when it arrives. With \
        --local, a request that was begun is finished and reported first. Either way the exit code \
        is 130.
        Needs lambda:InvokeFunction; with --local the rights of the function's role.""")
public final class RotateCommand extends ApplicationCommand {
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

  @Override
  public Integer call() throws Exception {
    if (!(timeout >= 0 && timeout <= LONGEST_MINUTES)) {
      throw new WrongUsageException("--timeout takes minutes from 0 to " + LONGEST_MINUTES);
    }
    StackOutputs stack = application.stack();
    String function =
        stack
            .find("RotateFunctionName")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The stack %s only reminds, so nothing would store a new secret: rotate in the Developer Console and run ./lwa put --client-secret, or deploy with -c rotation=automatic."
                            .formatted(stack.stack())));
    if (now) {
      String app = application.app();
      Prompt.confirm(
          app,
          confirmation,
          "--now",
          "Amazon accepts the old secret for 7 more days, whoever has it, and does not rotate again before they are over. Programs that keep their own copy need the new one by then. Type %s to rotate now:"
              .formatted(app),
          "nothing was requested");
    }
    NewSecretWatch watch = new NewSecretWatch(application.aws().ssm(), application.names());
    long before = watch.look().version();
    step("Version " + before + " of the secret is stored.");
    step(
        "Running %s: policy, queue, credentials, request …"
            .formatted(local ? "the rotation here" : function));
    RotationRun run = new RotationRun(application, stack, function, now);
    RotationAnswer answer =
        local ? new CriticalSection(err()).run(() -> told(run.here())) : told(run.byFunction());
    if (!answer.isUnderWay()) {
      return notStored(answer, ExitCode.FAILED);
    }
    if (timeout == 0) {
      say("  Not waiting: ./lwa status shows when the new secret is stored.", this::line);
      return notStored(answer, ExitCode.DONE);
    }
    Duration limit = Duration.ofMillis(Math.round(timeout * Duration.ofMinutes(1).toMillis()));
    String spoken = limit.toMinutes() > 0 ? limit.toMinutes() + " min" : limit.toSeconds() + " s";
    step("Waiting for the new secret, up to " + spoken + " …");
    Optional<NewSecretWatch.Seen> seen = watch.await(before, limit, this::step);
    if (seen.isEmpty()) {
      say(
          "The new secret has not arrived within %s. It is stored when it arrives; ./lwa status shows it. If it never arrives: is the queue entered in the Developer Console under Notification Preferences, row Application Client New Secret?"
              .formatted(spoken),
          this::bad);
      return notStored(answer, ExitCode.FAILED);
    }
    stored(answer, seen.get());
    return ExitCode.DONE.code();
  }

  /** Said at once: a Ctrl-C may come next. */
  private RotationAnswer told(RotationAnswer answer) {
    say(answer.sentence(), answer.isUnderWay() ? this::good : this::bad);
    return answer;
  }

  private int notStored(RotationAnswer answer, ExitCode code) {
    if (json) {
      print(result(answer).put("stored", false));
    }
    return code.code();
  }

  private void stored(RotationAnswer answer, NewSecretWatch.Seen seen) {
    Optional<RotationRecord> record = seen.record().filter(_ -> seen.isComplete());
    Optional<Instant> expiresAt = record.map(RotationRecord::expiresAt);
    Optional<Instant> old = record.map(RotationRecord::oldSecretExpiresAt);
    if (json) {
      ObjectNode root = result(answer).put("stored", true).put("version", seen.version());
      expiresAt.ifPresent(at -> root.put("expiresAt", at.toString()));
      old.ifPresent(at -> root.put("oldSecretExpiresAt", at.toString()));
      print(root);
      return;
    }
    good("The new secret works and is stored, as version " + seen.version() + ".");
    expiresAt.ifPresent(at -> line("    It expires on " + Days.of(at) + "."));
    old.ifPresent(at -> line("    The old one is accepted until " + Days.of(at) + "."));
    if (now) {
      paragraph(
          "    ",
          "Until then it still works for whoever has it. Programs that read Parameter Store get the new one by"
              + " themselves; give it to all others before that day. Then find out how the old one got out.");
    }
  }

  private ObjectNode result(RotationAnswer answer) {
    ObjectNode root = json().put("outcome", answer.outcome()).put("reason", answer.reason());
    answer.at().ifPresent(at -> root.put("at", at.toString()));
    return root;
  }

  private void say(String text, Consumer<String> how) {
    if (!json) {
      how.accept(text);
    }
  }

  /** Where a person sees them and no program reads them. */
  private void step(String text) {
    err().println("  " + text);
    err().flush();
  }
}
