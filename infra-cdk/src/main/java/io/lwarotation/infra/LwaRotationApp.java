package io.lwarotation.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/**
 * The CDK app: one stack for each application that the context describes, and one for each topic
 * that they share, checked by cdk-nag's AwsSolutions rules on every synth. The folder it runs in is
 * the one of cdk.json. The stacks go into whatever account and region the CDK's command line is
 * told.
 */
public final class LwaRotationApp {
  /** Stands in a stack that cannot be deployed. */
  private static final String NOBODY = "nobody@example.com";

  private LwaRotationApp() {}

  /**
   * Synthesizes. The CDK's command line gives context and output folder in the environment; without
   * it, {@code name=value} arguments stand for its {@code -c} and the flags come from cdk.json.
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.getenv(), Path.of(""), System.err));
  }

  /**
   * Synthesizes, or says in one sentence why not.
   *
   * @param folder where cdk.json is
   * @return exit code of the process
   */
  static int run(
      List<String> arguments, Map<String, String> environment, Path folder, PrintStream err) {
    try {
      Context context =
          ConfigFile.into(Context.of(arguments, environment, folder.resolve("cdk.json")), folder);
      synthesizable(context, Uploads.builtIn(folder)).synth();
      return 0;
    } catch (SettingException refused) {
      err.println(refused.getMessage());
      return 1;
    }
  }

  /**
   * {@code cdk bootstrap} synthesizes the app too, before anybody has decided on settings: it gets
   * stacks that cannot be deployed.
   */
  private static App synthesizable(Context context, Uploads uploads) {
    try {
      return app(context, uploads);
    } catch (SettingException.NobodyHears missing) {
      if (!context.wantsNoStack()) {
        throw missing;
      }
      App app = app(context.with(Map.of(Setting.EMAIL.key(), NOBODY)), uploads);
      // Of each stack: what is noted at the app itself, the command line does not heed.
      app.getNode()
          .getChildren()
          .forEach(stack -> Annotations.of(stack).addError(String.valueOf(missing.getMessage())));
      return app;
    }
  }

  /** The app with its stacks, not yet synthesized. */
  static App app(Context context, Uploads uploads) {
    List<Settings> applications = SettingsReader.read(context.values());
    for (Settings settings : applications) {
      if (settings.topic() instanceof TopicSetting.Existing existing) {
        existing.refuseIn(context.region(), context.account());
      }
    }
    uploads.check();
    App app =
        new App(
            AppProps.builder()
                .analyticsReporting(false)
                .context(context.values())
                .outdir(context.output())
                .build());
    Map<TopicSetting, Stack> shared = new HashMap<>();
    for (Settings settings : applications) {
      Stack stack = ofApplication(app, settings, uploads);
      if (settings.topic() instanceof TopicSetting.Shared topic) {
        stack.addStackDependency(
            shared.computeIfAbsent(topic, _ -> ofTopic(app, topic, settings.subscribers())));
      }
    }
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
    return app;
  }

  private static Stack ofApplication(App app, Settings settings, Uploads uploads) {
    Stack stack =
        stack(
            app,
            settings.stackName(),
            "LWA credentials of SP-API application %s (%s)"
                .formatted(settings.app(), settings.region().displayName()));
    // This id is left out of the logical ids: the key, the topic and the queues keep theirs.
    new LwaCredentials(stack, "Default", new LwaCredentialsProps(settings, uploads, null))
        .addOutputs();
    return stack;
  }

  /**
   * A topic that several applications share. It names none of them, so that one more changes
   * nothing here, and nothing is exported: its name is all that they need to know.
   */
  private static Stack ofTopic(App app, TopicSetting.Shared topic, Subscribers subscribers) {
    Stack stack =
        stack(
            app,
            topic.fullName(),
            "Who hears of the SP-API applications that share topic " + topic.name());
    CfnOutput.Builder.create(stack, "TopicArn")
        .value(NoticeTopic.shared(stack, "Notices", topic.fullName(), subscribers).getTopicArn())
        .description("Where reminders and alarms go; confirm the mail of AWS once")
        .build();
    return stack;
  }

  private static Stack stack(App app, String name, String description) {
    return new Stack(
        app,
        name,
        StackProps.builder()
            .stackName(name)
            .description(description)
            .analyticsReporting(false)
            .build());
  }
}
