package io.lwarotation.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lwa completion}. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options of ./lwa with the Tab key.",
    footer =
        """

        Examples:
          source <(./lwa completion bash)                 for this shell
          ./lwa completion bash >> ~/.bash_completion     for every new one
          ./lwa completion zsh > ~/.lwa-completion.zsh    then, in ~/.zshrc:
                                                          source ~/.lwa-completion.zsh""")
final class CompletionCommand extends PlainCommand {
  /** The shells, spelled as they are typed. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @Override
  public Integer call() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    if (shell == Shell.zsh) {
      // It runs the script for bash, once its completion and that of bash are started.
      out().println("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
    }
    out()
        .print(
            AutoComplete.bash(
                "lwa", Main.commandLine(nowhere, nowhere, Catalog.names(), List.of())));
    out().flush();
    return ExitCode.DONE.code();
  }
}
