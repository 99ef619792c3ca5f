package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of a process. Elsewhere, and of one that has ended, not a number. */
final class ProcessFigures {
  private ProcessFigures() {}

  /** The most memory that it ever had resident, MB. */
  static double peakMegabytes(long pid) {
    return status(pid, "VmHWM");
  }

  /** What it has resident now, MB. */
  static double megabytes(long pid) {
    return status(pid, "VmRSS");
  }

  private static double status(long pid, String field) {
    try {
      Matcher found =
          Pattern.compile("(?m)^" + field + ":\\s+(\\d+) kB$")
              .matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : Double.NaN;
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  /** The processor time of its threads that live, ms. */
  static double cpuMillis(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      long nanos = 0;
      for (Path thread : tasks.toList()) {
        nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
      }
      return nanos / 1e6;
    } catch (IOException | NumberFormatException _) {
      return Double.NaN;
    }
  }
}
