package io.lwarotation.cli;

import io.lwarotation.cli.stack.ApplicationCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The operator's command {@code ./lwa}. */
@Command(
    name = "lwa",
    description =
        "Keeps your SP-API application's Login-with-Amazon credentials in AWS, and keeps them working.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer =
        """

        Examples:
          ./lwa put --app my-erp     store the credentials, after trying them
          ./lwa status               see how many days the secret has left
          ./lwa doctor               check the setup, and see what to fix

        From a checkout of the project:
          ./lwa demo                 see everything at work, without an AWS account
          ./lwa play                 try the stand-ins that ./lwa demo --keep starts
          ./lwa simulate             try to make the rotation lose a secret
          ./lwa bench                measure the function beside its peers""")
public final class Main implements Runnable {
  private static final int MAX_CAUSES = 20;

  @CommandLine.Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "On an error, print where in the program it happened.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    main(arguments, List.of());
  }

  /** The same with commands that do not belong to the operator's own. */
  public static void main(String[] arguments, List<Object> more) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(arguments, more, out, err);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static int run(String[] arguments, List<Object> more, PrintWriter out, PrintWriter err) {
    try {
      ProxiesOfCommand.use(System.getenv());
    } catch (IllegalArgumentException e) {
      err.println("lwa: " + e.getMessage() + ".");
      return ExitCode.WRONG_USAGE.code();
    }
    return commandLine(out, err, Arrays.asList(arguments), more).execute(arguments);
  }

  /**
   * The command line for these arguments: commands that are not among them stay outlines.
   *
   * @param more commands that do not belong to the operator's own
   */
  public static CommandLine commandLine(
      PrintWriter out, PrintWriter err, List<String> arguments, List<Object> more) {
    // Digits, months and signs are the same whatever the language of the machine.
    Locale.setDefault(Locale.ROOT);
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    for (String name : Catalog.names()) {
      line.addSubcommand(
          name, arguments.contains(name) ? Catalog.command(name) : Catalog.outline(name));
    }
    CommandSpec help = CommandSpec.forAnnotatedObject(new CommandLine.HelpCommand());
    help.usageMessage().hidden(true);
    line.addSubcommand("help", help);
    // What follows the program's name is the program's, whatever it looks like.
    line.getSubcommands()
        .forEach((name, command) -> command.setStopAtPositional(name.equals("exec")));
    more.forEach(line::addSubcommand);
    showExitCodes(line);
    line.getSubcommands().values().forEach(Main::showExitCodes);
    return OptionValues.readBy(line)
        .setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(Screen.coloursWanted() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler(Main::explainUsage)
        .setExecutionExceptionHandler(main::explainFailure)
        .setExitCodeExceptionMapper(_ -> ExitCode.FAILED.code());
  }

  private static void showExitCodes(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(Catalog.exitCodes(command.getCommandName()));
  }

  /** Without a command: the help page. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int explainUsage(ParameterException wrong, String[] arguments) {
    PrintWriter err = wrong.getCommandLine().getErr();
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
    String message = firstLine(wrong.getMessage());
    String shown = Redaction.of(message);
    err.println(name + ": " + shown + ".");
    if (shown.equals(message)) {
      UnmatchedArgumentException.printSuggestions(wrong, err);
    } else {
      err.println(
          "A credential is never given on the command line, where the shell's history keeps it.");
    }
    err.println("See: ./" + name + " --help");
    return ExitCode.WRONG_USAGE.code();
  }

  private int explainFailure(Exception thrown, CommandLine command, ParseResult parsed) {
    Exception failure =
        command.getCommand() instanceof ApplicationCommand one ? one.explain(thrown) : thrown;
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + Redaction.of(firstLine(failure.getMessage())) + ".");
    if (verbose) {
      Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
          .limit(MAX_CAUSES)
          .forEach(cause -> trace(cause, err));
    }
    if (failure instanceof WrongUsageException) {
      err.println("See: ./" + name + " --help");
      return ExitCode.WRONG_USAGE.code();
    }
    return Catalog.ofFailure(command.getCommandName()).code();
  }

  private static void trace(Throwable cause, PrintWriter err) {
    err.println(
        "  " + cause.getClass().getName() + ": " + Redaction.of(firstLine(cause.getMessage())));
    for (StackTraceElement frame : cause.getStackTrace()) {
      err.println("    at " + frame);
    }
  }

  private static String firstLine(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return "failed without saying why; run it again with --verbose";
    }
    return message.lines().findFirst().orElse(message).strip().replaceFirst("\\.$", "");
  }
}
