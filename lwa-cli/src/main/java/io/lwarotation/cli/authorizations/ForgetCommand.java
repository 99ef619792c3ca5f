package io.lwarotation.cli.authorizations;

import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.sweep.AuthorizationVault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lwa forget}. */
@Command(
    name = "forget",
    description =
        """
        Deletes the stored refresh token of one authorization, after asking.

        The authorization at Amazon stays: whoever holds a copy of the token can use it until the \
        selling partner revokes the authorization in Seller Central (Apps and Services, Manage \
        Your Apps).""",
    footer =
        """

        Examples:
          ./lwa forget --app my-erp eu/acme
          ./lwa forget --app my-erp eu/acme --confirm eu/acme   without a terminal

        Needs the right ssm:DeleteParameters on the path; no function has it.""")
public final class ForgetCommand extends ApplicationCommand {
  @Parameters(paramLabel = "REGION/NAME", description = "The authorization, such as eu/acme.")
  private String authorization = "";

  @Option(
      names = "--confirm",
      paramLabel = "REGION/NAME",
      description = "Repeat REGION/NAME here, where there is no terminal.")
  private @Nullable String confirmation;

  @Override
  public Integer call() {
    Authorization one = WrongUsageException.authorization(authorization);
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-forget")) {
      AuthorizationVault vault = desk.vault();
      String parameter = desk.authorizations().token(one);
      if (vault.find(one, desk.deadline()).isEmpty()) {
        bad("There is no " + parameter + ": nothing was deleted.");
        return ExitCode.FAILED.code();
      }
      Prompt.confirm(
          one.toString(),
          confirmation,
          "forget",
          "Calls for %1$s fail from now on. Type %1$s to delete its token:".formatted(one),
          "nothing was deleted");
      vault.delete(one, desk.deadline());
      good("Deleted " + parameter + ".");
      paragraph(
          "    ",
          "The authorization at Amazon stays: the selling partner revokes it in Seller Central, under"
              + " Manage Your Apps.");
      return ExitCode.DONE.code();
    }
  }
}
