package io.lwarotation.cli.authorizations;

import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Authorization;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lwa forget}. */
@Command(
    name = "forget",
    description = {
      "Deletes the stored refresh token of one authorization, after asking.",
      "",
      "The authorization at Amazon stays: whoever holds a copy of the token can use it until the selling partner"
          + " revokes the authorization in Seller Central (Apps and Services, Manage Your Apps)."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa forget --app my-erp eu/acme",
      "  ./lwa forget --app my-erp eu/acme --confirm eu/acme   without a terminal",
      "",
      "Needs the right ssm:DeleteParameters on the path; no function has it."
    })
public final class ForgetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "REGION/NAME", description = "The authorization, such as eu/acme.")
  private String authorization = "";

  @Option(
      names = "--confirm",
      paramLabel = "REGION/NAME",
      description = "Repeat REGION/NAME here, where there is no terminal.")
  private @Nullable String confirmation;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Authorization one = WrongUsageException.authorization(authorization);
    Screen screen = Screen.on(spec.commandLine().getOut());
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-forget")) {
      var vault = desk.vault();
      if (vault.find(one, desk.deadline()).isEmpty()) {
        screen.bad("There is no " + desk.path().token(one) + ": nothing was deleted.");
        return ExitCode.FAILED.code();
      }
      if (!Prompt.confirmed(
          one.toString(),
          confirmation,
          "Calls for %s fail from now on. Type %s to delete its token:".formatted(one, one),
          "forget asks for confirmation, and there is no terminal: give --confirm "
              + one
              + "; nothing was deleted")) {
        throw new IllegalArgumentException("not confirmed; nothing was deleted");
      }
      vault.delete(one, desk.deadline());
      screen.good("Deleted " + desk.path().token(one) + ".");
      screen.paragraph(
          "    ",
          "The authorization at Amazon stays: the selling partner revokes it in Seller Central, under"
              + " Manage Your Apps.");
      return ExitCode.DONE.code();
    }
  }
}
