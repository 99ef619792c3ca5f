package io.lwarotation.cli.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.SecretVersion;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa history}. */
@Command(
    name = "history",
    description =
        """
        Lists the versions of the client secret that Parameter Store keeps, newest first, with the \
        date of each and who wrote it. Decrypts nothing and shows no value.""",
    footer =
        """

        Examples:
          ./lwa history --app my-erp
          ./lwa history --json

        --json prints one object: app, parameter, versions: [{version, current, writtenAt, \
        writtenBy, tier, labels}].
        Needs the right ssm:GetParameterHistory on the parameter.""")
public final class HistoryCommand extends ApplicationCommand {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    String parameter = application.names().clientSecret();
    List<SecretVersion> versions = SecretVersion.of(parameter, application.aws().ssm());
    if (json) {
      ObjectNode root = json().put("parameter", parameter);
      ArrayNode list = root.putArray("versions");
      versions.forEach(one -> write(one, one.equals(versions.getFirst()), list.addObject()));
      print(root);
    } else {
      screen().heading(parameter);
      line("  version  written (UTC)     by");
      versions.forEach(one -> line(told(one, one.equals(versions.getFirst()))));
    }
    return ExitCode.DONE.code();
  }

  private static void write(SecretVersion version, boolean current, ObjectNode node) {
    node.put("version", version.number())
        .put("current", current)
        .put("writtenAt", version.writtenAt().toString())
        .put("writtenBy", version.writtenBy())
        .put("tier", version.tier());
    version.labels().forEach(node.putArray("labels")::add);
  }

  private static String told(SecretVersion version, boolean current) {
    return "  %7d  %s  %s%s%s"
        .formatted(
            version.number(),
            MINUTES.format(version.writtenAt()),
            version.author(),
            version.labels().isEmpty() ? "" : " [" + String.join(", ", version.labels()) + "]",
            current ? "  (current)" : "");
  }
}
