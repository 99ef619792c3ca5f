package io.lwarotation.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.Version;
import io.lwarotation.cli.doctor.Finding.Verdict;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.cli.stack.StackOutputs;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code lwa doctor}. */
@Command(
    name = "doctor",
    description = {
      "Examines all that must be right so that the credentials live and people hear of their end:"
          + " each with a verdict and, where it is not well, a remedy.",
      "",
      "Starts every function once, with an event that changes nothing, and shows what it says."
          + " Changes nothing itself, shows no credential, and goes on where a right is missing: it"
          + " then says which."
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

  @Option(names = "--json", description = "Print the same as data.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String app = application.app();
    String region = application.aws().regionName();
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = Screen.on(out);
    Doctor doctor = doctor();
    if (!json) {
      screen.heading(app + " in " + region);
    }
    List<Finding> findings =
        doctor.run(
            finding -> {
              if (!json) {
                show(screen, finding);
              }
            });
    long open = findings.stream().filter(one -> one.verdict() != Verdict.OK).count();
    if (json) {
      ObjectNode all = asJson(app, region, open, findings);
      ArrayNode unseen = all.putArray("unseen");
      doctor.unseen().forEach(unseen::add);
      out.println(all.toPrettyString());
    } else {
      screen.line("");
      screen.line("  Not to be seen from outside:");
      doctor.unseen().forEach(one -> screen.paragraph("    ", "- " + one));
      screen.line("");
      screen.line(
          open == 0
              ? "  All is well."
              : "  " + open + " of " + findings.size() + " need someone, or could not be seen.");
    }
    return exitCode(findings).code();
  }

  private static ExitCode exitCode(List<Finding> findings) {
    Set<Verdict> verdicts = findings.stream().map(Finding::verdict).collect(Collectors.toSet());
    return verdicts.contains(Verdict.BAD) || verdicts.contains(Verdict.WARN)
        ? ExitCode.FAILED
        : verdicts.contains(Verdict.UNKNOWN) ? ExitCode.UNKNOWN : ExitCode.DONE;
  }

  private Doctor doctor() {
    Patient patient = new Patient(application.names(), application.aws(), Optional.empty());
    InstantSource clock = InstantSource.system();
    try {
      StackOutputs stack = application.stack();
      return new Doctor(
          new Patient(patient.names(), patient.aws(), Optional.of(stack)),
          StackLook.of(stack, Version.current()),
          clock);
    } catch (SdkException unseen) {
      AwsTrouble trouble = AwsTrouble.of(unseen, application.aws());
      return new Doctor(
          patient,
          Finding.unknown("stack", "not seen: " + trouble.what(), trouble.remedy()),
          clock);
    } catch (IllegalStateException missing) {
      String[] said = withoutStop(String.valueOf(missing.getMessage())).split(": ", 2);
      return new Doctor(
          patient, Finding.bad("stack", said[0], said.length > 1 ? said[1] : ""), clock);
    }
  }

  private static void show(Screen screen, Finding finding) {
    String text = finding.subject() + ": " + finding.text() + ".";
    switch (finding.verdict()) {
      case OK -> screen.good(text);
      case BAD -> screen.bad(text);
      case WARN, UNKNOWN -> screen.unsure(finding.verdict().mark(), text);
    }
    if (!finding.remedy().isEmpty()) {
      screen.paragraph("      ", "→ " + finding.remedy());
    }
  }

  private static ObjectNode asJson(String app, String region, long open, List<Finding> findings) {
    ObjectNode all =
        new ObjectMapper()
            .createObjectNode()
            .put("app", app)
            .put("region", region)
            .put("ok", open == 0);
    ArrayNode list = all.putArray("findings");
    for (Finding one : findings) {
      list.addObject()
          .put("subject", one.subject())
          .put("verdict", one.verdict().name().toLowerCase(Locale.ROOT))
          .put("text", one.text())
          .put("remedy", one.remedy());
    }
    return all;
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
