package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.time.Duration;
import java.time.Instant;

/** Amazon's messages on their way: soon, late, again, out of order, forged or never. */
final class Post extends Actor {
  /** Until when the schedule does not run, since somebody moved it. */
  Instant movedUntil = Instant.MIN;

  Post(History history) {
    super(history);
  }

  /** Amazon sends the message of a new secret: soon, late, again, or, if it may not, never. */
  void send(Made made) {
    NewSecretMessage message = world.amazon.message(made);
    if (!history.isCalm() && oneIn(5)) {
      history.in(minutes(2 * 24 * 60), history.people::edit);
    }
    if (!world.queueReady || !world.amazon.enrolled || (!history.isCalm() && oneIn(40))) {
      if (history.people.mayMissTheGrace() || movedUntil.isAfter(world.now())) {
        history.people.excuse();
      }
      world.trace.line("message", "is lost or very late");
      if (random.nextBoolean()) {
        deliver(message, Duration.ofHours(60L + random.nextInt(240)));
      }
      return;
    }
    deliver(message, oneIn(5) ? minutes(48 * 60) : Duration.ofSeconds(1 + random.nextInt(120)));
    for (int again = random.nextInt(4); again > 0; again--) {
      deliver(message, random.nextBoolean() ? minutes(16 * 24 * 60) : seconds(300));
    }
    if (oneIn(5)) {
      NewSecretMessage forged =
          new NewSecretMessage(
              new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER"),
              Secret.of("amzn1.oa2-cs.v1.EXAMPLE-other"),
              made.expiresAt.plus(Duration.ofDays(1)),
              null,
              made.madeAt.plusSeconds(1),
              "n-other");
      deliver(forged, minutes(600));
    }
  }

  private void deliver(NewSecretMessage body, Duration delay) {
    history.in(delay, () -> history.deliveries.receive(world.queue.send(body, world.now())));
  }

  /** Amazon may or may not send a message, and people may or may not store the secret by hand. */
  void rotateInConsole() {
    history.people.excuse();
    // Amazon rotates once a minute at most: no two secrets have the same dates.
    world.clock.advanceTo(world.newest().madeAt.plusSeconds(60));
    Made made = oneIn(2) ? rotateTwice() : world.amazon.rotate(false);
    if (random.nextInt(3) > 0) {
      send(made);
    }
    if (random.nextBoolean()) {
      history.in(
          minutes(3 * 24 * 60),
          () -> {
            history.people.excuse();
            history.people.store(made.secret);
          });
    }
  }

  /** Somebody finds that the secret has leaked, and runs {@code lwa rotate --now}. */
  void rotateNow() {
    history.around(() -> history.functions.rotate(true));
  }

  private Made rotateTwice() {
    Made hasty = world.amazon.rotate(false);
    world.clock.advance(Duration.ofSeconds(60L + random.nextInt(600)));
    Made made = world.amazon.rotate(false);
    if (random.nextBoolean()) {
      send(hasty);
    } else if (world.queueReady && world.amazon.enrolled) {
      history.in(minutes(180), () -> history.deliveries.together(hasty, made));
    }
    return made;
  }
}
