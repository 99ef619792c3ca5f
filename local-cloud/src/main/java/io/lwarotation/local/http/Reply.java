package io.lwarotation.local.http;

import java.time.Duration;
import java.util.Optional;

/** What a client gets to see: an answer, or one of the ways in which networks and servers fail. */
public sealed interface Reply {

  /** The HTTP status that the client reads, if it reads one. */
  default Optional<Integer> seenStatus() {
    return switch (this) {
      case Answer(Response response) -> Optional.of(response.status());
      case Truncated(Response response, int _) -> Optional.of(response.status());
      case Slow(Duration _, Reply then) -> then.seenStatus();
      case Reset _, Silence _, Raw _ -> Optional.empty();
    };
  }

  /** An ordinary answer. */
  record Answer(Response response) implements Reply {}

  /** The connection is reset before a byte of an answer. */
  record Reset() implements Reply {}

  /** The request is taken and never answered; the connection stays open. */
  record Silence() implements Reply {}

  /**
   * The head promises the whole body, and the connection ends inside it.
   *
   * @param bytes how much of the body is sent
   */
  record Truncated(Response response, int bytes) implements Reply {}

  /**
   * The reply comes after a while of real time.
   *
   * @param after not of the moved clock: clients' time-outs know only the real one
   */
  record Slow(Duration after, Reply then) implements Reply {}

  /**
   * Bytes that need not be HTTP, then the end of the connection.
   *
   * @param bytes each character is one byte (ISO 8859-1)
   */
  record Raw(String bytes) implements Reply {}
}
