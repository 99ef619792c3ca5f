package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Days;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.TryingAuthorizations;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.Session;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallAnswer;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.rotation.CheckCredentials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa check}. */
@Command(
    name = "check",
    description =
        """
        Calls SP-API now with the stored credentials, as the functions do, and gives the result in \
        one sentence. A token from Login with Amazon alone would not prove that the client secret \
        works.""",
    footer =
        """

        Examples:
          ./lwa check --app my-erp
          ./lwa check --authorization eu/acme
          ./lwa check --all --json

        --json prints one object: app, status (ok or failed), operation, httpStatus, requestId, \
        secret: {version, expiresAt, daysLeft}; if it failed, diagnosis (NotConfigured, \
        RotateSecret, Reauthorize, CheckRoles, WrongRegion, Throttled, Unreachable or Unexpected) \
        and message.
        Needs the rights ssm:GetParameters and kms:Decrypt on the parameters.""")
public final class CheckCommand extends ApplicationCommand {
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

  @Override
  public Integer call() {
    if (authorization != null && all) {
      throw new WrongUsageException("give --authorization or --all, not both");
    }
    if (all || (authorization != null && !authorization.equals(Authorization.DEFAULT))) {
      return new TryingAuthorizations(application, out(), json).run(authorization);
    }
    try (Session session = new Session(application, "lwa-check")) {
      CheckCredentials check =
          new CheckCredentials(application.names(), session.records(), session.secretTrial());
      works(check.run(session.stored(), session.deadline()));
      return ExitCode.DONE.code();
    } catch (DiagnosedException e) {
      fails(e);
      return ExitCode.of(e).code();
    }
  }

  private void works(CallAnswer answer) {
    SecretExpiry expiry = answer.expiry();
    if (json) {
      ObjectNode root = json().put("status", "ok").put("operation", answer.operation());
      root.put("httpStatus", answer.answer().status());
      answer.answer().requestId().ifPresent(id -> root.put("requestId", id));
      root.putObject("secret")
          .put("version", expiry.version())
          .put("expiresAt", expiry.expiresAt().toString())
          .put("daysLeft", answer.daysLeft());
      print(root);
      return;
    }
    good(
        "The credentials of %s work: SP-API answered to %s.",
        application.app(), answer.operation());
    line(
        "    The client secret (version %d) lasts until %s: %s.",
        expiry.version(), Days.of(expiry.expiresAt()), Days.left(answer.daysLeft()));
    answer
        .recordProblem()
        .map(why -> "Counted from the day on which it was stored, since " + why + ".")
        .ifPresent(text -> paragraph("    ", text));
  }

  private void fails(DiagnosedException failure) {
    String diagnosis = failure.diagnosis().label();
    if (json) {
      print(
          json()
              .put("status", "failed")
              .put("diagnosis", diagnosis)
              .put("message", failure.remedy()));
    } else {
      bad(diagnosis + ": " + failure.remedy());
    }
  }
}
