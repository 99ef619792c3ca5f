package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of a process. Elsewhere, and of one that has ended, not a number. */
final class ProcessFigures {
  private static final double KIBIBYTES_PER_MEGABYTE = 1024;
  private static final double NANOS_PER_MILLI = 1e6;

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
      return found.find() ? Long.parseLong(found.group(1)) / KIBIBYTES_PER_MEGABYTE : Double.NaN;
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  /** The processor time of its threads that live, ms. */
  static double cpuMillis(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      List<Path> threads = tasks.toList();
      long nanos = 0;
      for (Path thread : threads) {
        nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
      }
      return nanos / NANOS_PER_MILLI;
    } catch (IOException | NumberFormatException _) {
      return Double.NaN;
    }
  }
}
