package io.lwarotation.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exit codes of each command: the one table, for the help pages and docs/command.md. */
final class ExitCodes {
  private static final String STORED = "stored, nothing to do, or with --dry-run would be stored";
  private static final Map<String, Map<ExitCode, String>> TABLE = new LinkedHashMap<>();

  static {
    row("status", "fine", "act soon", "act now", ExitCode.UNKNOWN.meaning());
    row("doctor", "all is well", "something needs a person", "", "something could not be checked");
    row("check", "the credentials work", "they do not", "", ExitCode.UNKNOWN.meaning());
    row(
        "exec",
        "the program's own exit code",
        "the credentials could not be read; else the program's own",
        "",
        "");
    row("authorizations", "all work", "some need attention", "", ExitCode.UNKNOWN.meaning());
    row("forget", "deleted", "refused or failed", "", "");
    row("history", "listed", "failed", "", "");
    row("put", STORED, "refused or failed", "", "");
    row("adopt", STORED, "refused or failed", "", "");
    row("import", STORED, "refused or failed", "", "");
    row("rollback", STORED, "refused or failed", "", "");
    row(
        "rotate",
        "the new secret is stored; with --timeout 0, it is requested",
        "refused, failed, or not there in time",
        "",
        "");
    row(
        "drill",
        "sent, and someone has confirmed",
        "not sent, nobody has confirmed, or a delivery failed",
        "",
        "");
    row("demo", "every step did what it should", "one did not", "", "");
    row("play", "done, or the command's own code", "failed, or no playground is open", "", "");
    row("simulate", "every invariant held", "one was broken", "", "");
    row("bench", "measured, targets missed or not", "failed", "", "");
    for (String name : List.of("notices", "cost", "completion")) {
      row(name, "printed", "", "", "");
    }
  }

  private ExitCodes() {}

  /** An empty meaning: the command does not end so. */
  private static void row(String name, String done, String failed, String urgent, String unknown) {
    Map<ExitCode, String> row = new EnumMap<>(ExitCode.class);
    row.put(ExitCode.DONE, done);
    row.put(ExitCode.FAILED, failed);
    row.put(ExitCode.URGENT, urgent);
    row.put(ExitCode.UNKNOWN, unknown);
    row.values().removeIf(String::isEmpty);
    row.put(ExitCode.WRONG_USAGE, ExitCode.WRONG_USAGE.meaning());
    TABLE.put(name, row);
  }

  /** For the help page of a command; of any command, if the name is that of none. */
  static Map<String, String> of(String name) {
    Map<String, String> list = new LinkedHashMap<>();
    Map<ExitCode, String> row = TABLE.getOrDefault(name, Map.of());
    for (ExitCode code : ExitCode.values()) {
      String meaning = row.isEmpty() ? code.meaning() : row.getOrDefault(code, "");
      if (!meaning.isEmpty()) {
        list.put(Integer.toString(code.code()), meaning);
      }
    }
    return list;
  }

  /** Of a failure without a code of its own: what only looks could not see. */
  static ExitCode ofFailure(String name) {
    return TABLE.getOrDefault(name, Map.of()).containsKey(ExitCode.UNKNOWN)
        ? ExitCode.UNKNOWN
        : ExitCode.FAILED;
  }

  /** For docs/command.md: those that tell more than done and failed. */
  static String markdown() {
    StringBuilder text = new StringBuilder("| command | 0 | 1 | 2 | 3 |\n|---|---|---|---|---|\n");
    TABLE.forEach(
        (name, row) -> {
          if (row.containsKey(ExitCode.UNKNOWN)) {
            text.append("| `").append(name).append("` |");
            for (ExitCode code :
                List.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.URGENT, ExitCode.UNKNOWN)) {
              String meaning = row.getOrDefault(code, "").replaceFirst(":.*", "");
              text.append(meaning.isEmpty() ? " |" : " " + meaning + " |");
            }
            text.append('\n');
          }
        });
    return text.append("| all others | done | refused or failed | | |\n").toString();
  }
}
