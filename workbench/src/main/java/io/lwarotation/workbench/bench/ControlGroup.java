package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A control group of Linux that gives its processes a share of a core, in version 2 ({@code
 * cpu.max}) or 1 ({@code cpu.cfs_quota_us}).
 */
record ControlGroup(Path folder, boolean second) implements AutoCloseable {
  /** Of accounting; short, as on Lambda. */
  private static final int PERIOD_MICROS = 20_000;

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Makes one below the root; throws with the reason if this system or this user cannot. */
  static ControlGroup create() throws IOException {
    boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = second ? ROOT : ROOT.resolve("cpu");
    Path folder = parent.resolve("lwa-bench-" + ProcessHandle.current().pid());
    try {
      if (second) {
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
      }
      ControlGroup group = new ControlGroup(Files.createDirectory(folder), second);
      group.share(1);
      return group;
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      String why = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      throw new IOException(
          "no control group for processor time can be made under %s (%s): it takes Linux and the rights of root"
              .formatted(ROOT, why),
          e);
    }
  }

  /** What part of one core its processes have together. */
  void share(double cores) throws IOException {
    long quota = Math.max(1000, Math.round(cores * PERIOD_MICROS));
    if (second) {
      write("cpu.max", quota + " " + PERIOD_MICROS);
    } else {
      write("cpu.cfs_period_us", "" + PERIOD_MICROS);
      write("cpu.cfs_quota_us", "" + quota);
    }
  }

  /** Puts a process with all its threads under it. */
  void add(long pid) throws IOException {
    write("cgroup.procs", "" + pid);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /** Removes it; its processes must have ended. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder);
  }
}
