package io.lwarotation.local.http;

import java.time.Duration;

/**
 * What a client gets to see: a {@link Response}, or one of the ways in which networks and servers
 * fail.
 */
public sealed interface Reply permits Response, Reply.Reset, Reply.Silence, Reply.Slow, Reply.Raw {

  /** The connection is reset before a byte of an answer. */
  record Reset() implements Reply {}

  /** The request is taken and never answered; the connection stays open. */
  record Silence() implements Reply {}

  /**
   * The reply comes after a while of real time.
   *
   * @param after not of the moved clock: clients' time-outs know only the real one
   */
  record Slow(Duration after, Reply then) implements Reply {}

  /**
   * Bytes that need not be HTTP, or not all of it, then the end of the connection.
   *
   * @param bytes each character is one byte (ISO 8859-1)
   */
  record Raw(String bytes) implements Reply {}
}
