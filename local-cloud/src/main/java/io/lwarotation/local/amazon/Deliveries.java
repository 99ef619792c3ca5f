package io.lwarotation.local.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.aws.SqsClient;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages on their way to queues. Each is sent once when the clock has reached its time, in the
 * order of the times; one that a queue refuses is lost without a word, as Amazon does it.
 */
final class Deliveries {
  private final Registry registry;
  private final SqsClient sqs;
  private final List<Delivery> waiting = new ArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  private record Delivery(Instant due, Runnable work) {}

  Deliveries(Registry registry) {
    this.registry = registry;
    this.sqs = new SqsClient(LocalAws.AMAZON_ACCESS_KEY_ID, registry::now);
  }

  /** When it is due, {@code work} sends a message, or finds that there is none any more. */
  synchronized void schedule(Instant due, Runnable work) {
    waiting.add(new Delivery(due, work));
  }

  /** Sends all that is due. Nothing may be locked: sending takes a while. */
  void sendDue() {
    for (Optional<Delivery> next = takeDue(); next.isPresent(); next = takeDue()) {
      next.get().work().run();
    }
  }

  private synchronized Optional<Delivery> takeDue() {
    Optional<Delivery> due =
        waiting.stream()
            .filter(one -> !one.due().isAfter(registry.now()))
            .min(Comparator.comparing(Delivery::due));
    due.ifPresent(waiting::remove);
    return due;
  }

  /** A wrong policy of the queue is told to nobody. */
  void send(URI queue, String body) {
    ObjectNode message = SqsClient.request(queue.toString()).put("MessageBody", body);
    (sqs.ask("SendMessage", message).isPresent() ? sent : lost).incrementAndGet();
  }

  int sent() {
    return sent.get();
  }

  int lost() {
    return lost.get();
  }
}
