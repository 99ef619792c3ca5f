package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it ran on, without its name and without paths. */
final class Machine {
  private static final Pattern PROCESSOR =
      Pattern.compile("(?m)^(?:model name|CPU part)\\s*: (.+)$");

  private Machine() {}

  static List<String> told(Pinning pinning) {
    String cpus = cpus();
    Matcher processor = PROCESSOR.matcher(cpus);
    return List.of(
        "%s, %s, %d cores, %s"
            .formatted(
                processor.find() ? processor.group(1).strip() : "processor not told",
                System.getProperty("os.arch"),
                Math.max( // this process may have been bound to some of them
                    cpus.lines().filter(line -> line.startsWith("processor")).count(),
                    Runtime.getRuntime().availableProcessors()),
                System.getProperty("os.name")),
        "JDK %s (%s); load of the machine at the start %.2f"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()),
        pinning.told());
  }

  private static String cpus() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException _) {
      return ""; // only Linux has it
    }
  }
}
