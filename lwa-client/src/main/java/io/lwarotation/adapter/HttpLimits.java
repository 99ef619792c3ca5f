package io.lwarotation.adapter;

import java.time.Duration;

/**
 * How long and how much an HTTP exchange may be.
 *
 * @param tcpConnect until the TCP connection stands
 * @param connect until a connection can be used: name, TCP and TLS. Longer than {@code tcpConnect},
 *     so that what runs into it is known to be the TLS handshake
 * @param request the whole exchange, connecting included, of anything but a GET
 * @param maxIdle how long an unused connection is kept
 * @param maxHeaderBytes names and values of the answer's headers
 * @param maxBodyBytes the answer's body
 */
record HttpLimits(
    Duration tcpConnect,
    Duration connect,
    Duration request,
    Duration maxIdle,
    int maxHeaderBytes,
    int maxBodyBytes) {
  /**
   * What the functions use. A body of 6 MB is what Lambda lets a function answer. Connections are
   * not kept for long: a frozen environment does not see that the other side went away.
   */
  static final HttpLimits STANDARD =
      new HttpLimits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          64 * 1024,
          6 * 1024 * 1024);
}
