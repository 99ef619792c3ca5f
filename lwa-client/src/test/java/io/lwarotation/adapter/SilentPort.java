package io.lwarotation.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** A port that takes connections, as the system does for a program that hangs, and says nothing. */
final class SilentPort implements AutoCloseable {
  private final ServerSocket socket;

  SilentPort() {
    try {
      socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
