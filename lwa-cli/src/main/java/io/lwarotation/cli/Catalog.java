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
 * The tables of the commands: the line that the overview shows of each, and what its exit codes
 * mean, for the help pages. A command's class is loaded only when the command is asked for: what it
 * works with takes ten times as long to load as the overview.
 */
final class Catalog {
  /** The operator's commands, in the order of the overview. */
  private static final Map<String, String> SUMMARIES =
      table(
          """
          put | Tries credentials at Amazon, then stores them.
          adopt | Takes over parameters from an earlier setup.
          import | Tries what Secrets Manager holds, then stores it.
          status | Shows how long the secret lasts and whether all is well.
          check | Calls SP-API now and says what is wrong.
          exec | Runs a program with the credentials in its environment.
          authorizations | Lists other sellers and regions, worst first.
          forget | Deletes the token of one of them, after asking.
          rotate | Rotates the client secret now, if it is due.
          history | Shows who stored the secret, and when.
          rollback | Goes back to the previous secret, if it still works.
          doctor | Checks the whole setup and says how to fix problems.
          drill | Rehearses the reminder: does it reach people today?
          notices | Prints the mails and SMS that people can get.
          cost | Computes what the stacks cost per month.
          completion | Prints a completion script for bash or zsh.
          """);

  private static final String STORED = "stored, nothing to do, or with --dry-run would be stored";

  /** What 0, 1, 2 and 3 mean, of workbench's commands as well; others just print. */
  private static final Map<String, String> MEANINGS =
      table(
          """
          put | STORED | refused or failed
          adopt | STORED | refused or failed
          import | STORED | refused or failed
          rollback | STORED | refused or failed
          status | fine | act soon | act now | UNKNOWN
          doctor | all is well | something needs a person | | something could not be checked
          check | the credentials work | they do not | | UNKNOWN
          authorizations | all work | some need attention | | UNKNOWN
          exec | the program's own exit code | the credentials could not be read; else the program's own
          forget | deleted | refused or failed
          rotate | the new secret is stored; with --timeout 0, it is requested | refused, failed, or not there in time
          history | listed | failed
          drill | sent, and someone has confirmed | not sent, nobody has confirmed, or a delivery failed
          demo | every step did what it should | one did not
          play | done, or the command's own code | failed, or no playground is open
          simulate | every invariant held | one was broken
          bench | measured, targets missed or not | failed
          notices | printed
          cost | printed
          completion | printed
          """);

  private static final List<ExitCode> MEANT =
      List.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.URGENT, ExitCode.UNKNOWN);

  private Catalog() {}

  private static Map<String, String> table(String rows) {
    Map<String, String> table = new LinkedHashMap<>();
    for (String row : rows.split("\n", -1)) {
      String[] cells = row.split(" \\| ", 2);
      if (cells.length == 2) {
        table.put(cells[0], cells[1]);
      }
    }
    return table;
  }

  /** With which a command ends: with any, if the name is that of none. */
  private static Map<ExitCode, String> codes(String name) {
    Map<ExitCode, String> codes = new EnumMap<>(ExitCode.class);
    for (ExitCode code : ExitCode.values()) {
      codes.put(code, code.meaning());
    }
    String meanings = MEANINGS.get(name);
    if (meanings != null) {
      codes.keySet().retainAll(List.of(ExitCode.WRONG_USAGE));
      String[] cells =
          meanings
              .replace("STORED", STORED)
              .replace("UNKNOWN", ExitCode.UNKNOWN.meaning())
              .split(" ?\\| ", -1);
      for (int i = 0; i < cells.length; i++) {
        codes.put(MEANT.get(i), cells[i]);
      }
      codes.values().removeIf(String::isEmpty);
    }
    return codes;
  }

  static List<String> names() {
    return List.copyOf(SUMMARIES.keySet());
  }

  /** What stands for a command in the overview. */
  static CommandSpec outline(String name) {
    CommandSpec outline = CommandSpec.create().name(name);
    outline.usageMessage().description(SUMMARIES.getOrDefault(name, ""));
    return outline;
  }

  /** For the help page of a command. */
  static Map<String, String> exitCodes(String name) {
    Map<String, String> list = new LinkedHashMap<>();
    codes(name).forEach((code, meaning) -> list.put(Integer.toString(code.code()), meaning));
    return list;
  }

  /** Of a failure without a code of its own: what only looks could not see. */
  static ExitCode ofFailure(String name) {
    boolean looks = MEANINGS.containsKey(name) && codes(name).containsKey(ExitCode.UNKNOWN);
    return looks ? ExitCode.UNKNOWN : ExitCode.FAILED;
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
