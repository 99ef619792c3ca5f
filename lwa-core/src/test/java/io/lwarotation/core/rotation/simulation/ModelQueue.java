package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.rotation.NewSecretMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** SQS: visibility, receive counts, a dead-letter queue, fourteen days of retention in all. */
final class ModelQueue {
  static final Duration VISIBILITY = Duration.ofMinutes(12);
  static final Duration RETENTION = Duration.ofDays(14);
  static final int MAX_RECEIVES = 30;

  /** A message in one of the two queues. */
  static final class Message {
    final NewSecretMessage body;
    Instant enqueuedAt;
    Instant visibleAt;
    int receives;
    boolean redriven;

    Message(NewSecretMessage body, Instant now) {
      this.body = body;
      this.enqueuedAt = now;
      this.visibleAt = now;
    }
  }

  final List<Message> waiting = new ArrayList<>();
  final List<Message> dead = new ArrayList<>();

  Message send(NewSecretMessage body, Instant now) {
    Message message = new Message(body, now);
    waiting.add(message);
    return message;
  }

  /** Removes what is too old; age counts from the first sending, in the dead-letter queue too. */
  void expire(Instant now) {
    waiting.removeIf(message -> !now.isBefore(message.enqueuedAt.plus(RETENTION)));
    dead.removeIf(message -> !now.isBefore(message.enqueuedAt.plus(RETENTION)));
  }

  void bury(Message message) {
    if (waiting.remove(message)) {
      dead.add(message);
    }
  }

  /** Moves all back, as new messages. */
  List<Message> redrive(Instant now) {
    List<Message> moved = List.copyOf(dead);
    dead.clear();
    for (Message message : moved) {
      message.enqueuedAt = now;
      message.visibleAt = now;
      message.receives = 0;
      message.redriven = true;
      waiting.add(message);
    }
    return moved;
  }
}
