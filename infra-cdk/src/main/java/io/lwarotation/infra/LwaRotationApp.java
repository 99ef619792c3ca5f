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
import software.amazon.awscdk.Stack;

/**
 * The CDK app: one stack for each application that the context describes, and one for each topic
 * that they share, checked by cdk-nag's AwsSolutions rules on every synth. The folder it runs in is
 * the one of cdk.json.
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
      App app = app(context.with("email", NOBODY), uploads);
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
    refuseTopicsElsewhere(applications, context);
    uploads.check();
    AppProps.Builder properties =
        AppProps.builder().analyticsReporting(false).context(context.values());
    context.outputFolder().ifPresent(properties::outdir);
    App app = new App(properties.build());
    Map<TopicSetting, Stack> shared = new HashMap<>();
    for (Settings settings : applications) {
      ApplicationStack stack = new ApplicationStack(app, settings, uploads);
      if (settings.topic() instanceof TopicSetting.Shared topic) {
        stack.addStackDependency(
            shared.computeIfAbsent(
                topic, _ -> new SharedTopicStack(app, topic, settings.subscribers())));
      }
    }
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
    return app;
  }

  private static void refuseTopicsElsewhere(List<Settings> applications, Context context) {
    for (Settings settings : applications) {
      if (settings.topic() instanceof TopicSetting.Existing existing) {
        existing.refuseIn(context.region(), context.account());
      }
    }
  }
}
