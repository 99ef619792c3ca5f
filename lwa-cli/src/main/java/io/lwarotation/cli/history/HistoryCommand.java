package io.lwarotation.cli.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.SecretVersion;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa history}. */
@Command(
    name = "history",
    description = {
      "Lists the versions of the client secret that Parameter Store keeps, newest first, with the date of each and"
          + " who wrote it. Decrypts nothing and shows no value."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa history --app my-erp",
      "  ./lwa history --json",
      "",
      "--json prints one object: app, parameter, versions: [{version, current, writtenAt, writtenBy, tier, labels}].",
      "Needs the right ssm:GetParameterHistory on the parameter."
    })
public final class HistoryCommand implements Callable<Integer> {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String app = application.app();
    String parameter = application.names().clientSecret();
    List<SecretVersion> versions;
    try (SsmClient ssm = application.aws().ssm()) {
      versions = SecretVersion.of(parameter, ssm);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(app, parameter, versions).toPrettyString());
    } else {
      show(Screen.on(out), parameter, versions);
    }
    return 0;
  }

  private static void show(Screen screen, String parameter, List<SecretVersion> versions) {
    screen.heading(parameter);
    screen.line("  version  written (UTC)     by");
    for (int i = 0; i < versions.size(); i++) {
      SecretVersion version = versions.get(i);
      screen.line(
          "  %7d  %s  %s%s%s"
              .formatted(
                  version.number(),
                  MINUTES.format(version.writtenAt()),
                  version.author(),
                  version.labels().isEmpty()
                      ? ""
                      : " [" + String.join(", ", version.labels()) + "]",
                  i == 0 ? "  (current)" : ""));
    }
  }

  private static ObjectNode asJson(String app, String parameter, List<SecretVersion> versions) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("app", app).put("parameter", parameter);
    ArrayNode list = root.putArray("versions");
    for (SecretVersion version : versions) {
      ObjectNode one =
          list.addObject()
              .put("version", version.number())
              .put("current", version.equals(versions.getFirst()))
              .put("writtenAt", version.writtenAt().toString())
              .put("writtenBy", version.writtenBy())
              .put("tier", version.tier());
      version.labels().forEach(one.putArray("labels")::add);
    }
    return root;
  }
}
