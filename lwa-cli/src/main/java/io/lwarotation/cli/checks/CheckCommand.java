package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.aws.SsmRotationRecords;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.TryingAuthorizations;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.CheckCredentials;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa check}. */
@Command(
    name = "check",
    description = {
      "Calls SP-API now with the stored credentials, as the functions do, and gives the result in one sentence."
          + " A token from Login with Amazon alone would not prove that the client secret works."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa check --app my-erp",
      "  ./lwa check --authorization eu/acme",
      "  ./lwa check --all --json",
      "",
      "--json prints one object: app, status (ok or failed), operation, httpStatus, requestId,"
          + " secret: {version, expiresAt, daysLeft}; if it failed, diagnosis (NotConfigured, RotateSecret,"
          + " Reauthorize, CheckRoles, WrongRegion, Throttled, Unreachable or Unexpected) and message.",
      "Needs the rights ssm:GetParameters and kms:Decrypt on the parameters."
    })
public final class CheckCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = "--authorization",
      paramLabel = "REGION/NAME",
      description = "Try this authorization instead of the application's own.")
  private @Nullable String authorization;

  @Option(
      names = "--all",
      description = "Try all authorizations stored besides the application's own.")
  private boolean all;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String app = application.app();
    if (authorization != null || all) {
      if (authorization != null && all) {
        throw new WrongUsageException("give --authorization or --all, not both");
      }
      if (all || !Authorization.DEFAULT.equals(authorization)) {
        return authorizations();
      }
    }
    InstantSource clock = InstantSource.system();
    try (SsmClient ssm = application.aws().ssm();
        CrtHttp http = new CrtHttp()) {
      ParameterNames names = application.names();
      CheckCredentials check =
          new CheckCredentials(
              names,
              new SsmRotationRecords(ssm, ssm, names, clock),
              application.trial(http, "lwa-check"));
      return works(
          app, check.run(new StoredContents(ssm, names).read(), Deadline.in(LONGEST, clock)));
    } catch (DiagnosedException e) {
      return fails(app, e);
    }
  }

  private int authorizations() {
    return new TryingAuthorizations(application, spec.commandLine().getOut(), json)
        .run(authorization);
  }

  private int works(String app, CallAnswer answer) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = result(app, "ok").put("operation", answer.operation());
      root.put("httpStatus", answer.answer().status());
      answer.answer().requestId().ifPresent(id -> root.put("requestId", id));
      root.putObject("secret")
          .put("version", answer.expiry().version())
          .put("expiresAt", answer.expiry().expiresAt().toString())
          .put("daysLeft", answer.daysLeft());
      out.println(root.toPrettyString());
      return 0;
    }
    Screen screen = Screen.on(out);
    screen.good(
        "The credentials of " + app + " work: SP-API answered to " + answer.operation() + ".");
    screen.line(
        "    The client secret (version %d) lasts until %s: %s."
            .formatted(
                answer.expiry().version(),
                LocalDate.ofInstant(answer.expiry().expiresAt(), ZoneOffset.UTC),
                Days.left(answer.daysLeft())));
    answer
        .recordProblem()
        .ifPresent(
            why ->
                screen.paragraph(
                    "    ", "Counted from the day on which it was stored, since " + why + "."));
    return 0;
  }

  private int fails(String app, DiagnosedException failure) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          result(app, "failed")
              .put("diagnosis", failure.diagnosis().label())
              .put("message", failure.remedy())
              .toPrettyString());
    } else {
      Screen.on(out).bad(failure.diagnosis().label() + ": " + failure.remedy());
    }
    return ExitCode.of(failure).code();
  }

  private static ObjectNode result(String app, String status) {
    return new ObjectMapper().createObjectNode().put("app", app).put("status", status);
  }
}
