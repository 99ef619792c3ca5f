package io.lwarotation.cli;

import io.lwarotation.cli.authorizations.AuthorizationsCommand;
import io.lwarotation.cli.authorizations.ForgetCommand;
import io.lwarotation.cli.checks.CheckCommand;
import io.lwarotation.cli.checks.DoctorCommand;
import io.lwarotation.cli.checks.StatusCommand;
import io.lwarotation.cli.cost.CostCommand;
import io.lwarotation.cli.drill.DrillCommand;
import io.lwarotation.cli.exec.ExecCommand;
import io.lwarotation.cli.history.HistoryCommand;
import io.lwarotation.cli.notices.NoticesCommand;
import io.lwarotation.cli.put.AdoptCommand;
import io.lwarotation.cli.put.ImportCommand;
import io.lwarotation.cli.put.PutCommand;
import io.lwarotation.cli.put.RollbackCommand;
import io.lwarotation.cli.rotate.RotateCommand;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The one table of the commands: the line that the overview shows of each, and what its exit codes
 * mean, for the help pages. A command's class is loaded only when the command is asked for: what it
 * works with takes ten times as long to load as the overview.
 */
final class Catalog {
  private static final String STORED = "stored, nothing to do, or with --dry-run would be stored";
  private static final String REFUSED = "refused or failed";
  private static final String UNKNOWN = ExitCode.UNKNOWN.meaning();
  private static final List<ExitCode> MEANT =
      List.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.URGENT, ExitCode.UNKNOWN);

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  /**
   * A command.
   *
   * @param summary empty if it is not one of the operator's own
   * @param codes with which it ends
   */
  private record Row(String summary, Map<ExitCode, String> codes) {}

  static {
    row("put", "Tries credentials at Amazon, then stores them.", STORED, REFUSED);
    row("adopt", "Takes over parameters from an earlier setup.", STORED, REFUSED);
    row("import", "Tries what Secrets Manager holds, then stores it.", STORED, REFUSED);
    row(
        "status",
        "Shows how long the secret lasts and whether all is well.",
        "fine",
        "act soon",
        "act now",
        UNKNOWN);
    row(
        "check",
        "Calls SP-API now and says what is wrong.",
        "the credentials work",
        "they do not",
        "",
        UNKNOWN);
    row(
        "exec",
        "Runs a program with the credentials in its environment.",
        "the program's own exit code",
        "the credentials could not be read; else the program's own");
    row(
        "authorizations",
        "Lists other sellers and regions, worst first.",
        "all work",
        "some need attention",
        "",
        UNKNOWN);
    row("forget", "Deletes the token of one of them, after asking.", "deleted", REFUSED);
    row(
        "rotate",
        "Rotates the client secret now, if it is due.",
        "the new secret is stored; with --timeout 0, it is requested",
        "refused, failed, or not there in time");
    row("history", "Shows who stored the secret, and when.", "listed", "failed");
    row("rollback", "Goes back to the previous secret, if it still works.", STORED, REFUSED);
    row(
        "doctor",
        "Checks the whole setup and says how to fix problems.",
        "all is well",
        "something needs a person",
        "",
        "something could not be checked");
    row(
        "drill",
        "Rehearses the reminder: does it reach people today?",
        "sent, and someone has confirmed",
        "not sent, nobody has confirmed, or a delivery failed");
    row("notices", "Prints the mails and SMS that people can get.", "printed", "");
    row("cost", "Computes what the stacks cost per month.", "printed", "");
    row("completion", "Prints a completion script for bash or zsh.", "printed", "");
    row("demo", "", "every step did what it should", "one did not");
    row("play", "", "done, or the command's own code", "failed, or no playground is open");
    row("simulate", "", "every invariant held", "one was broken");
    row("bench", "", "measured, targets missed or not", "failed");
  }

  private Catalog() {}

  /** The meanings of 0, 1, 2 and 3; an empty one: the command does not end so. */
  private static void row(String name, String summary, String... meanings) {
    Map<ExitCode, String> codes = new EnumMap<>(ExitCode.class);
    for (int i = 0; i < meanings.length; i++) {
      codes.put(MEANT.get(i), meanings[i]);
    }
    codes.values().removeIf(String::isEmpty);
    codes.put(ExitCode.WRONG_USAGE, ExitCode.WRONG_USAGE.meaning());
    ROWS.put(name, new Row(summary, codes));
  }

  private static Row of(String name) {
    return ROWS.getOrDefault(name, new Row("", Map.of()));
  }

  /** The operator's commands. */
  static List<String> names() {
    return ROWS.keySet().stream().filter(name -> !of(name).summary().isEmpty()).toList();
  }

  /** What stands for a command in the overview. */
  static CommandSpec outline(String name) {
    CommandSpec outline = CommandSpec.create().name(name);
    outline.usageMessage().description(of(name).summary());
    return outline;
  }

  /** For the help page of a command; of any command, if the name is that of none. */
  static Map<String, String> exitCodes(String name) {
    Map<ExitCode, String> codes = of(name).codes();
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      String meaning = codes.isEmpty() ? code.meaning() : codes.getOrDefault(code, "");
      if (!meaning.isEmpty()) {
        list.put(Integer.toString(code.code()), meaning);
      }
    }
    return list;
  }

  /** Of a failure without a code of its own: what only looks could not see. */
  static ExitCode ofFailure(String name) {
    return of(name).codes().containsKey(ExitCode.UNKNOWN) ? ExitCode.UNKNOWN : ExitCode.FAILED;
  }

  /** The command itself, for picocli. */
  static Object command(String name) {
    return switch (name) {
      case "put" -> new PutCommand();
      case "adopt" -> new AdoptCommand();
      case "import" -> new ImportCommand();
      case "status" -> new StatusCommand();
      case "check" -> new CheckCommand();
      case "exec" -> new ExecCommand();
      case "authorizations" -> new AuthorizationsCommand();
      case "forget" -> new ForgetCommand();
      case "rotate" -> new RotateCommand();
      case "history" -> new HistoryCommand();
      case "rollback" -> new RollbackCommand();
      case "doctor" -> new DoctorCommand();
      case "drill" -> new DrillCommand();
      case "notices" -> new NoticesCommand();
      case "cost" -> new CostCommand();
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException("no such command: " + name);
    };
  }
}
