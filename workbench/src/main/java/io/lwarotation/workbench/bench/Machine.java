package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it ran on, without its name and without paths. */
final class Machine {
  private Machine() {}

  static List<String> told(Pinning pinning) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, %d cores, %s"
            .formatted(
                processor(),
                System.getProperty("os.arch"),
                cores(),
                System.getProperty("os.name")));
    lines.add(
        "JDK %s (%s); load of the machine at the start %.2f"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    lines.add(pinning.told());
    return lines;
  }

  /** This process may have been bound to some of them. */
  private static long cores() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("processor"))
          .count();
    } catch (IOException _) {
      return Runtime.getRuntime().availableProcessors();
    }
  }

  private static String processor() {
    try {
      Matcher found =
          Pattern.compile("(?m)^(?:model name|CPU part)\\s*: (.+)$")
              .matcher(Files.readString(Path.of("/proc/cpuinfo")));
      return found.find() ? found.group(1).strip() : "processor not told";
    } catch (IOException _) {
      return String.format(Locale.ROOT, "processor not told");
    }
  }
}
