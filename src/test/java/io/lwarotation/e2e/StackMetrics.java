package io.lwarotation.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that a stack's alarms and dashboard stand on, named as LocalAws names them. */
public final class StackMetrics {
  private static final Pattern ON_THE_DASHBOARD =
      Pattern.compile(
          "\\\\\"LwaRotation\\\\\",\\\\\"(\\w+)\\\\\",\\\\\"(\\w+)\\\\\",\\\\\"([a-z-]+)\\\\\"");

  private StackMetrics() {}

  /** Of the dashboard, those that the functions write. */
  public static Set<String> ofDashboard(Path template) {
    Set<String> metrics = new TreeSet<>();
    try {
      Matcher metric = ON_THE_DASHBOARD.matcher(Files.readString(template));
      while (metric.find()) {
        metrics.add(
            "LwaRotation %s {%s=%s}".formatted(metric.group(1), metric.group(2), metric.group(3)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return metrics;
  }
}
