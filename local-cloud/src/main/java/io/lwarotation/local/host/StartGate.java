package io.lwarotation.local.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one process at a time start on this machine. AWS's runtime client writes its native library
 * to {@code /tmp/.libaws-lambda-jni.so} as it starts and loads it from there: of two that start at
 * once, one may load what the other has half written, and die. In Lambda each has a {@code /tmp} of
 * its own.
 */
final class StartGate implements AutoCloseable {
  private static final ReentrantLock THIS_JVM = new ReentrantLock(true);

  private final FileChannel otherJvms;

  private StartGate(FileChannel otherJvms) {
    this.otherJvms = otherJvms;
  }

  /** Waits until no other process starts; closing lets the next one through. */
  static StartGate pass() throws IOException, InterruptedException {
    THIS_JVM.lockInterruptibly();
    try {
      FileChannel channel =
          FileChannel.open(
              Path.of(System.getProperty("java.io.tmpdir"), "lwa-lambda-host.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      channel.lock(); // ends with the channel
      return new StartGate(channel);
    } catch (IOException | RuntimeException e) {
      THIS_JVM.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      otherJvms.close();
    } finally {
      THIS_JVM.unlock();
    }
  }
}
