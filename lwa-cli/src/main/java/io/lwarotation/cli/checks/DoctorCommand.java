package io.lwarotation.cli.checks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.stack.ApplicationCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa doctor}. */
@Command(
    name = "doctor",
    description =
        """
        Checks everything that keeps the credentials working and warns people in time. Gives a \
        verdict on each and, if something is wrong, says how to fix it.

        Starts every function once, with an event that changes nothing, and shows what each one \
        says. Changes nothing itself and shows no credential. If a right is missing, it says which \
        one and goes on.""",
    footer =
        """

        Examples:
          ./lwa doctor --app my-erp
          ./lwa doctor --app my-erp --json | jq '.findings[] | select(.verdict != "ok")'""")
public final class DoctorCommand extends ApplicationCommand {
  @Option(names = "--json", description = "Print the same as JSON.")
  private boolean json;

  private final List<Finding> findings = new ArrayList<>();

  @Override
  public Integer call() {
    String region = application.aws().regionName();
    Checks checks = StackCheck.look(application);
    if (json) {
      checks.run(Checks.Part.DOCTOR, (_, finding) -> findings.add(finding));
      print(asJson(region, checks.unseen()));
    } else {
      screen().heading(application.app() + " in " + region);
      checks.run(Checks.Part.DOCTOR, (_, finding) -> show(finding));
      end(checks.unseen());
    }
    ExitCode code =
        switch (Verdict.worst(findings.stream().map(Finding::verdict))) {
          case OK -> ExitCode.DONE;
          case UNKNOWN -> ExitCode.UNKNOWN;
          case WARN, BAD -> ExitCode.FAILED;
        };
    return code.code();
  }

  private void show(Finding finding) {
    finding.show(screen(), finding.subject());
    findings.add(finding);
  }

  private void end(List<String> unseen) {
    line("");
    line("  Not checked, because it cannot be seen from outside:");
    unseen.forEach(one -> paragraph("    ", "- " + one));
    line("");
    line(
        open() == 0
            ? "  All is well."
            : "  %d of %d need attention, or could not be checked."
                .formatted(open(), findings.size()));
  }

  private long open() {
    return findings.stream().filter(one -> one.verdict() != Verdict.OK).count();
  }

  private ObjectNode asJson(String region, List<String> unseen) {
    ObjectNode all = json().put("region", region).put("ok", open() == 0);
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
