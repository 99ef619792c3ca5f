package io.lwarotation.infra;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The templates that the demo and the end-to-end tests apply, in one process: Node takes seconds to
 * load the CDK's library.
 */
final class BuildTemplates {
  private static final List<String> DEMO = List.of("app=my-erp", "region=na");
  private static final String EMAIL = "email=you@example.com";
  private static final String SMS = "sms=+15550100000";
  private static final String AUTOMATIC = "rotation=automatic";

  private BuildTemplates() {}

  /** The folders beside each other, and the settings of each beside {@link #DEMO}. */
  private static Map<String, List<String>> settings() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("cdk.out", List.of(EMAIL, SMS));
    all.put("cdk.out-automatic", List.of(EMAIL, SMS, AUTOMATIC));
    all.put("cdk.out-swept", List.of(EMAIL, AUTOMATIC, "sweep=true", "public=true"));
    all.put("cdk.out-shared", List.of(EMAIL, "topic=ops"));
    return all;
  }

  /** Run in the project's folder, with the folder to write into. */
  public static void main(String[] folder) {
    settings()
        .forEach(
            (name, settings) -> {
              List<String> arguments = new ArrayList<>(DEMO);
              arguments.addAll(settings);
              Map<String, String> environment = new HashMap<>(System.getenv());
              environment.put("CDK_OUTDIR", Path.of(folder[0], name).toString());
              if (LwaRotationApp.run(arguments, environment, Path.of(""), System.err) != 0) {
                System.exit(1);
              }
            });
  }
}
