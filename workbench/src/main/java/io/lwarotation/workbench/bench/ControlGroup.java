package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A control group of Linux that gives its processes a share of a core, in version 2 ({@code
 * cpu.max}) or 1 ({@code cpu.cfs_quota_us}).
 */
final class ControlGroup implements AutoCloseable {
  /** Of accounting; short, as on Lambda. */
  private static final int PERIOD_MICROS = 20_000;

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final Path folder;
  private final boolean second;

  private ControlGroup(Path folder, boolean second) {
    this.folder = folder;
    this.second = second;
  }

  /**
   * Makes one below the root.
   *
   * @throws IOException with the reason, if this system or this user has none to make
   */
  static ControlGroup create() throws IOException {
    String name = "lwa-bench-" + ProcessHandle.current().pid();
    boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path folder = (second ? ROOT : ROOT.resolve("cpu")).resolve(name);
    try {
      if (second) {
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
      }
      Files.createDirectory(folder);
      ControlGroup group = new ControlGroup(folder, second);
      group.share(1);
      return group;
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw new IOException(
          "no control group for processor time can be made under "
              + ROOT
              + " ("
              + e.getClass().getSimpleName().toLowerCase(Locale.ROOT)
              + "): it takes Linux and the rights of root",
          e);
    }
  }

  /** What part of one core its processes have together. */
  void share(double cores) throws IOException {
    String quota = Long.toString(Math.max(1000, Math.round(cores * PERIOD_MICROS)));
    if (second) {
      Files.writeString(folder.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
    } else {
      Files.writeString(folder.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
      Files.writeString(folder.resolve("cpu.cfs_quota_us"), quota);
    }
  }

  /** Puts a process with all its threads under it. */
  void add(long pid) throws IOException {
    Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
  }

  /** Removes it; its processes must have ended. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder);
  }
}
