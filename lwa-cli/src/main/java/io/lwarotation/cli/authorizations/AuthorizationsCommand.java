package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Days;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.SweepState;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa authorizations}. */
@Command(
    name = "authorizations",
    description =
        """
        Lists the authorizations stored besides the application's own, worst first: age, days left \
        of a public application's year, and what the last daily sweep found.""",
    footer =
        """

        Examples:
          ./lwa authorizations --app my-erp
          ./lwa authorizations --json

        --json prints one object: app, sweptAt, authorizations: [{name, region, ageDays, \
        authorized, daysLeft (of a public application), outcome (ok, a diagnosis, or unknown), \
        since}], foreign: [parameters that are not authorizations].
        Needs the rights ssm:GetParametersByPath and ssm:GetParameters on the path, and \
        kms:Decrypt.""")
public final class AuthorizationsCommand extends ApplicationCommand {
  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-authorizations")) {
      boolean isPublic = application.stack().find("Public").isPresent();
      Authorizations.Listing listing = desk.list();
      SweepState state = desk.sweepStates().read(desk.deadline());
      LocalDate today = Days.of(InstantSource.system().instant());
      List<AuthorizationRow> rows =
          listing.all().stream()
              .map(one -> AuthorizationRow.of(one, state, isPublic, today))
              .sorted(AuthorizationRow.WORST_FIRST)
              .toList();
      if (json) {
        ObjectNode root = json();
        state.finishedAt().ifPresent(at -> root.put("sweptAt", at.toString()));
        ArrayNode list = root.putArray("authorizations");
        rows.forEach(row -> row.writeTo(list.addObject()));
        listing.foreign().forEach(root.putArray("foreign")::add);
        print(root);
      } else {
        show(rows, isPublic);
        for (String name : listing.foreign()) {
          unsure("!", name + " is not an authorization; every command skips it.");
        }
      }
      return rows.stream().anyMatch(AuthorizationRow::needsSomeone)
          ? ExitCode.FAILED.code()
          : ExitCode.DONE.code();
    }
  }

  private void show(List<AuthorizationRow> rows, boolean isPublic) {
    if (rows.isEmpty()) {
      line("No authorization is stored besides the application's own. Store one with:");
      line("  ./lwa put --app " + application.app() + " --authorization eu/NAME");
      return;
    }
    int longest = rows.stream().mapToInt(row -> row.name().length()).max().orElse(4);
    String form = "%-" + Math.max(4, longest) + "s  %-6s  %5s  %5s  %s";
    line(form.formatted("NAME", "REGION", "AGE", "LEFT", "LAST OUTCOME"));
    for (AuthorizationRow row : rows) {
      String left = isPublic ? row.daysLeft() + " d" : "-";
      line(form.formatted(row.name(), row.region(), row.ageDays() + " d", left, row.spoken()));
    }
  }
}
