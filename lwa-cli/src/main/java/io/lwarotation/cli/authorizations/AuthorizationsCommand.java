package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.SweepState;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lwa authorizations}. */
@Command(
    name = "authorizations",
    description = {
      "Lists the authorizations stored besides the application's own, worst first: age, days left of a public"
          + " application's year, and what the last daily sweep found."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa authorizations --app my-erp",
      "  ./lwa authorizations --json",
      "",
      "--json prints one object: app, sweptAt, authorizations: [{name, region, ageDays, authorized, daysLeft (of a"
          + " public application), outcome (ok, a diagnosis, or unknown), since}], foreign: [parameters that are not authorizations].",
      "Needs the rights ssm:GetParametersByPath and ssm:GetParameters on the path, and kms:Decrypt."
    })
public final class AuthorizationsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-authorizations")) {
      boolean isPublic = application.stack().find("Public").isPresent();
      Authorizations.Listing listing = desk.list();
      SweepState state = desk.state();
      LocalDate today = LocalDate.ofInstant(desk.clock().instant(), ZoneOffset.UTC);
      List<AuthorizationRow> rows =
          listing.all().stream()
              .map(one -> AuthorizationRow.of(one, state, isPublic, today))
              .sorted(AuthorizationRow.WORST_FIRST)
              .toList();
      if (json) {
        spec.commandLine().getOut().println(json(rows, listing, state));
      } else {
        show(rows, listing, isPublic);
      }
      return rows.stream().anyMatch(AuthorizationRow::needsSomeone)
          ? ExitCode.FAILED.code()
          : ExitCode.DONE.code();
    }
  }

  private void show(List<AuthorizationRow> rows, Authorizations.Listing listing, boolean isPublic) {
    PrintWriter out = spec.commandLine().getOut();
    if (rows.isEmpty()) {
      out.println("No authorization is stored besides the application's own. Store one with:");
      out.println("  ./lwa put --app " + application.app() + " --authorization eu/NAME");
    } else {
      int longest = rows.stream().mapToInt(row -> row.name().length()).max().orElse(4);
      String form = "%-" + Math.max(4, longest) + "s  %-6s  %5s  %5s  %s%n";
      out.printf(Locale.ROOT, form, "NAME", "REGION", "AGE", "LEFT", "LAST OUTCOME");
      for (AuthorizationRow row : rows) {
        out.printf(
            Locale.ROOT,
            form,
            row.name(),
            row.region(),
            row.ageDays() + " d",
            isPublic ? row.daysLeft() + " d" : "-",
            row.spoken());
      }
    }
    Screen screen = Screen.on(out);
    listing
        .foreign()
        .forEach(
            name -> screen.unsure("!", name + " is not an authorization; every command skips it."));
  }

  private String json(
      List<AuthorizationRow> rows, Authorizations.Listing listing, SweepState state) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("app", application.app());
    state.finishedAt().ifPresent(at -> root.put("sweptAt", at.toString()));
    ArrayNode list = root.putArray("authorizations");
    for (AuthorizationRow row : rows) {
      row.writeTo(list.addObject());
    }
    ArrayNode foreign = root.putArray("foreign");
    listing.foreign().forEach(foreign::add);
    return root.toPrettyString();
  }
}
