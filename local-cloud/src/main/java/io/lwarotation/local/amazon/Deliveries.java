package io.lwarotation.local.amazon;

import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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
  /** SQS's own protocol, as the account from which Amazon sends: the key id tells it. */
  private static final FormalSignature AMAZON =
      new FormalSignature(LocalAws.AMAZON_ACCESS_KEY_ID, LocalAws.REGION, "sqs");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Registry registry;
  private final List<Delivery> waiting = new ArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  private record Delivery(Instant due, Runnable work) {}

  Deliveries(Registry registry) {
    this.registry = registry;
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

  void send(URI queue, String body) {
    String payload =
        AmazonReplies.JSON
            .createObjectNode()
            .put("QueueUrl", queue.toString())
            .put("MessageBody", body)
            .toString();
    String target = "AmazonSQS.SendMessage";
    try {
      int status =
          AMAZON
              .ask(client, queue.resolve("/"), "1.0", target, payload, registry.now())
              .statusCode();
      (status == 200 ? sent : lost).incrementAndGet();
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
