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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands, each with the line that the overview shows of it. A command's class is loaded only
 * when the command is asked for: what it works with takes ten times as long to load as the
 * overview.
 */
final class Catalog {
  private static final Map<String, String> SUMMARIES = new LinkedHashMap<>();

  static {
    SUMMARIES.put("put", "Tries credentials at Amazon, then stores them.");
    SUMMARIES.put("adopt", "Takes over parameters from an earlier setup.");
    SUMMARIES.put("import", "Tries what Secrets Manager holds, then stores it.");
    SUMMARIES.put("status", "Shows how long the secret lasts and whether all is well.");
    SUMMARIES.put("check", "Calls SP-API now and says what is wrong.");
    SUMMARIES.put("exec", "Runs a program with the credentials in its environment.");
    SUMMARIES.put("authorizations", "Lists other sellers and regions, worst first.");
    SUMMARIES.put("forget", "Deletes the token of one of them, after asking.");
    SUMMARIES.put("rotate", "Rotates the client secret now, if it is due.");
    SUMMARIES.put("history", "Shows who stored the secret, and when.");
    SUMMARIES.put("rollback", "Goes back to the previous secret, if it still works.");
    SUMMARIES.put("doctor", "Checks the whole setup and says how to fix problems.");
    SUMMARIES.put("drill", "Rehearses the reminder: does it reach people today?");
    SUMMARIES.put("notices", "Prints the mails and SMS that people can get.");
    SUMMARIES.put("cost", "Computes what the stacks cost per month.");
    SUMMARIES.put("completion", "Prints a completion script for bash or zsh.");
  }

  private Catalog() {}

  static List<String> names() {
    return List.copyOf(SUMMARIES.keySet());
  }

  static boolean has(String name) {
    return SUMMARIES.containsKey(name);
  }

  /** What stands for a command in the overview. */
  static CommandSpec outline(String name) {
    CommandSpec outline = CommandSpec.create().name(name);
    outline.usageMessage().description(SUMMARIES.getOrDefault(name, ""));
    return outline;
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
