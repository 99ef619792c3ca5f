package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lwa doctor}. */
@Command(
    name = "doctor",
    description = {
      "Checks everything that keeps the credentials working and warns people in time. Gives a verdict on each"
          + " and, if something is wrong, says how to fix it.",
      "",
      "Starts every function once, with an event that changes nothing, and shows what each one says."
          + " Changes nothing itself and shows no credential. If a right is missing, it says which one"
          + " and goes on."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa doctor --app my-erp",
      "  ./lwa doctor --app my-erp --json | jq '.findings[] | select(.verdict != \"ok\")'"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Option(names = "--json", description = "Print the same as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String app = application.app();
    String region = application.aws().regionName();
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = Screen.on(out);
    Checks checks = StackCheck.look(application);
    List<Finding> findings = new ArrayList<>();
    if (json) {
      checks.run(Checks.Part.DOCTOR, (_, finding) -> findings.add(finding));
      out.println(asJson(app, region, findings, checks.unseen()).toPrettyString());
      return exitCode(findings).code();
    }
    screen.heading(app + " in " + region);
    checks.run(
        Checks.Part.DOCTOR,
        (_, finding) -> {
          finding.show(screen, finding.subject());
          findings.add(finding);
        });
    screen.line("");
    screen.line("  Not checked, because it cannot be seen from outside:");
    checks.unseen().forEach(one -> screen.paragraph("    ", "- " + one));
    screen.line("");
    long open = open(findings);
    screen.line(
        open == 0
            ? "  All is well."
            : "  " + open + " of " + findings.size() + " need attention, or could not be checked.");
    return exitCode(findings).code();
  }

  private static long open(List<Finding> findings) {
    return findings.stream().filter(one -> one.verdict() != Verdict.OK).count();
  }

  private static ExitCode exitCode(List<Finding> findings) {
    return switch (Verdict.worst(findings.stream().map(Finding::verdict))) {
      case OK -> ExitCode.DONE;
      case UNKNOWN -> ExitCode.UNKNOWN;
      case WARN, BAD -> ExitCode.FAILED;
    };
  }

  private static ObjectNode asJson(
      String app, String region, List<Finding> findings, List<String> unseen) {
    ObjectNode all =
        new ObjectMapper()
            .createObjectNode()
            .put("app", app)
            .put("region", region)
            .put("ok", open(findings) == 0);
    ArrayNode list = all.putArray("findings");
    for (Finding one : findings) {
      list.addObject()
          .put("subject", one.subject())
          .put("verdict", one.verdict().name().toLowerCase(Locale.ROOT))
          .put("text", one.text())
          .put("remedy", one.remedy());
    }
    unseen.forEach(all.putArray("unseen")::add);
    return all;
  }
}
