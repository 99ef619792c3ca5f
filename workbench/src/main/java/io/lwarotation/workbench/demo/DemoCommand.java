package io.lwarotation.workbench.demo;

import io.lwarotation.cli.PlainCommand;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.local.cloud.Uploads;
import io.lwarotation.workbench.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa demo}. */
@Command(
    name = "demo",
    description = {
      "Shows everything at work without an AWS account: deploys the synthesized stack on stand-ins of Amazon and AWS,"
          + " stores demo credentials, calls SP-API by the packaged function, and lets half a year pass;"
          + " then once more with automatic rotation."
    },
    footer = {
      "",
      "Examples:",
      "  ./lwa demo",
      "  ./lwa demo --json",
      "  ./lwa demo --keep --empty"
    })
public final class DemoCommand extends PlainCommand {
  @Option(names = "--json", description = "Print the same as JSON.")
  private boolean json;

  @Option(
      names = "--keep",
      description = "Keep the stand-ins open after the story, for ./lwa play; Ctrl-C ends them.")
  private boolean keep;

  @Option(
      names = "--empty",
      description = "With --keep: skip the story and start with a stack just deployed.")
  private boolean empty;

  @Override
  public Integer call() throws Exception {
    if ((empty && !keep) || (json && keep)) {
      throw new WrongUsageException("--empty needs --keep, and --keep does not go with --json");
    }
    Checkout checkout = Checkout.here();
    Uploads uploads = checkout.uploads();
    Path synthesized = checkout.home().resolve("infra-cdk/target");
    Path template = synthesized.resolve("cdk.out/lwa-my-erp.template.json");
    Path automatic = synthesized.resolve("cdk.out-automatic/lwa-my-erp.template.json");
    for (Path file : List.of(uploads.functions(), uploads.call(), template, automatic)) {
      Checkout.built(file, "demo");
    }
    Story story = new Story(out(), json);
    try (Stage stage = Stage.deploy(empty ? Instant.now() : Stage.START, uploads, template)) {
      if (!empty) {
        story.begin();
        new ReminderChapter(stage, story).run();
      }
      if (keep) {
        if (!empty) {
          end(story, uploads, automatic);
        }
        try (Playground playground = new Playground(stage, checkout.home())) {
          playground.stay(out());
        }
        return 0;
      }
    }
    end(story, uploads, automatic);
    return story.allHeld() ? 0 : 1;
  }

  private static void end(Story story, Uploads uploads, Path template) throws IOException {
    try (Stage stage = Stage.deploy(Stage.START, uploads, template)) {
      new RotationChapter(stage, story).run();
    }
    story.end();
  }
}
