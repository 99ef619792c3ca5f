package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.time.Duration;

/** What people break by hand, and how they mend what they hear of, some time later. */
final class Repairs extends Actor {
  private boolean fixing;

  Repairs(History history) {
    super(history);
  }

  void handAct() {
    switch (random.nextInt(4)) {
      case 0 -> {
        history.people.act();
        world.trace.line("hand", "acted");
      }
      case 1 -> {
        world.queueReady = false;
        world.trace.line("hand", "queue policy broken");
        history.in(history.people.delay(), () -> world.queueReady = true);
      }
      case 2 -> {
        world.trace.line("hand", "lwa rotate --now");
        history.post.rotateNow();
      }
      default -> {
        history.post.rotateInConsole();
        world.trace.line("hand", "rotated in the console");
      }
    }
    if (!world.amazon.enrolled || !world.amazon.authorized || !world.amazon.grantless) {
      history.in(history.people.delay(), this::fix);
    }
  }

  /** Somebody hears of trouble and looks at it some time later. */
  void trouble() {
    if (!fixing) {
      fixing = true;
      history.in(history.people.delay(), this::fix);
    }
  }

  private void fix() {
    fixing = false;
    world.trace.line("fix", "begins");
    world.queueReady = true;
    world.amazon.repair();
    if (history.neighbour.isTheOneThatRotates()) {
      history.neighbour.onlyReminds();
    }
    world.queue.expire(world.now());
    // A person deletes what the log calls foreign, and what a redrive did not help.
    world.queue.dead.removeIf(
        message ->
            !message.body.clientId().equals(world.amazon.clientId)
                || (message.redriven && !message.body.newSecret().equals(world.newest().secret)));
    for (Message message : world.queue.redrive(world.now())) {
      history.in(seconds(60), () -> history.deliveries.receive(message));
    }
    if (world.now().isAfter(world.newest().expiresAt.minus(Duration.ofDays(25)))) {
      world.amazon.rotate(false); // the program could not, and the console shows it
    }
    Made newest = world.newest();
    if (newest.secret.equals(world.stored()) && newest.works(world.now())) {
      return;
    }
    boolean comes =
        world.queue.waiting.stream()
            .anyMatch(message -> message.body.newSecret().equals(newest.secret));
    if (comes && world.amazon.works(world.stored())) {
      return;
    }
    world.oracle.ends.excuse(Duration.ofHours(26));
    history.people.store(newest.secret);
  }
}
