package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The event source mapping of the queue for new secrets, and who acts in the very moment of a
 * delivery.
 */
final class Deliveries extends Actor {
  private static final Port[] WHERE_IT_MATTERS = {
    Port.WRITE_SECRET, Port.WRITE_SECRET, Port.WRITE_RECORD, Port.READ_SECRET_VERSION, Port.EVENT
  };

  /** How often a person may still act in the very moment in which a message is handled. */
  private int interruptions = 3;

  Deliveries(History history) {
    super(history);
  }

  /** The event source mapping: hands out a message when it is visible. */
  void receive(Message message) {
    world.queue.expire(world.now());
    if (!world.queue.waiting.contains(message)) {
      return;
    }
    if (world.now().isBefore(message.visibleAt)) {
      history.at(message.visibleAt, () -> receive(message));
      return;
    }
    List<Runnable> invocations = new ArrayList<>();
    invocations.add(accept(message));
    if (oneIn(2)) {
      if (oneIn(3)) {
        invocations.add(accept(message)); // a standard queue may hand it out twice
      }
      if (oneIn(2)) {
        invocations.add(history::rotate);
      }
      if (oneIn(20)) {
        invocations.add(history::deployOrDelete);
      }
      if (!history.isCalm() && interruptions > 0 && oneIn(6)) {
        interruptions--;
        interrupt(invocations);
      }
      add(invocations);
    }
    if (invocations.size() == 1) {
      acceptAlone(message);
    } else {
      history.overlap(invocations);
    }
    if (world.queue.waiting.contains(message)) {
      if (message.receives >= ModelQueue.MAX_RECEIVES) {
        world.queue.bury(message);
        world.tally.count("dead letters");
        if (history.people.mayMissTheGrace()) {
          history.people.excuse(); // redriven after the old secret's grace
        }
        history.repairs.trouble();
      } else {
        history.at(message.visibleAt, () -> receive(message));
      }
    }
  }

  /** Two messages that come at the same moment. */
  void together(ModelAmazon.Made one, ModelAmazon.Made other) {
    Message first = world.queue.send(world.amazon.message(one), world.now());
    Message second = world.queue.send(world.amazon.message(other), world.now());
    history.overlap(List.of(accept(first), accept(second)));
    for (Message message : List.of(first, second)) {
      history.in(ModelQueue.VISIBILITY, () -> receive(message));
    }
  }

  void add(List<Runnable> invocations) {
    for (Message message : world.queue.waiting) {
      if (invocations.size() < 5
          && !message.visibleAt.isAfter(world.now().plus(ModelQueue.VISIBILITY))
          && random.nextBoolean()) {
        invocations.add(accept(message));
      }
    }
  }

  /** One delivery with nothing beside it; if nothing disturbs it, it must succeed where it can. */
  void acceptAlone(Message message) {
    long before = history.faults.hits() + history.chance.strokes();
    Instant startedAt = world.now();
    history.overlap(List.of(accept(message)));
    if (history.faults.hits() + history.chance.strokes() == before) {
      world.oracle.storing.afterQuietAccept(
          message.body,
          startedAt,
          world.queue.waiting.contains(message),
          history.people.scribbledAt);
    }
  }

  void interrupt(List<Runnable> invocations) {
    if (oneIn(4)) {
      invocations.add(this::actBetween);
    } else {
      history.faults.meddle(
          WHERE_IT_MATTERS[random.nextInt(WHERE_IT_MATTERS.length)], history.people::meddle);
    }
  }

  void actBetween() {
    for (int wait = random.nextInt(12); wait > 0; wait--) {
      history.turns.pass();
    }
    history.people.act();
  }

  Runnable accept(Message message) {
    message.receives++;
    message.visibleAt = world.now().plus(ModelQueue.VISIBILITY);
    return () -> history.functions.accept(message);
  }
}
