package io.lwarotation.local.amazon;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Messages on their way to queues. Each is sent once when the clock has reached its time, in the
 * order of the times; one that a queue refuses is lost without a word, as Amazon does it.
 */
final class Deliveries {
  private final InstantSource clock;
  private final PriorityQueue<Delivery> waiting =
      new PriorityQueue<>(Comparator.comparing(Delivery::due).thenComparingLong(Delivery::number));
  private volatile MessageSink sink;
  private long number;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  /** A message and where it goes. */
  record Message(URI queue, String body) {
    /** It may hold a secret. */
    @Override
    public String toString() {
      return "Message[" + queue + "]";
    }
  }

  private record Delivery(Instant due, long number, Supplier<Optional<Message>> message) {}

  Deliveries(InstantSource clock, MessageSink sink) {
    this.clock = clock;
    this.sink = sink;
  }

  void sendThrough(MessageSink other) {
    sink = other;
  }

  /** The message is asked for when it is due; there may be none any more. */
  synchronized void schedule(Instant due, Supplier<Optional<Message>> message) {
    waiting.add(new Delivery(due, ++number, message));
  }

  /** Sends all that is due. Nothing may be locked: sending takes a while. */
  void sendDue() {
    for (Optional<Delivery> next = takeDue(); next.isPresent(); next = takeDue()) {
      next.get().message().get().ifPresent(this::send);
    }
  }

  private synchronized Optional<Delivery> takeDue() {
    Delivery first = waiting.peek();
    if (first == null || first.due().isAfter(clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(waiting.remove());
  }

  private void send(Message message) {
    try {
      sink.send(message.queue(), message.body());
      sent.incrementAndGet();
    } catch (IOException _) {
      lost.incrementAndGet(); // so it is with a wrong queue policy: nobody is told
    }
  }

  int sent() {
    return sent.get();
  }

  int lost() {
    return lost.get();
  }
}
