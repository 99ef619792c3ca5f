package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Amazon's messages on the end of a secret: on their days, most of them, some late or again; and
 * now and then one that ends a secret before its time.
 */
final class Endings extends Actor {
  private static final int[] DAYS = {90, 60, 30, 15, 7, 1};
  private static final int MOST_RECEIVES = 30;

  private int planned;

  Endings(History history) {
    super(history);
  }

  /** Plans the messages of the secrets that Amazon made since this was last asked. */
  void plan() {
    for (; planned < world.amazon.secrets().size(); planned++) {
      Made made = world.amazon.secrets().get(planned);
      for (int days : DAYS) {
        Instant at = made.expiresAt.minus(Duration.ofDays(days));
        if (at.isAfter(world.now())) {
          history.at(at, () -> say(made, "PERIODIC_ROTATION"));
        }
      }
      if (oneIn(12)) {
        history.in(Duration.ofHours(1 + random.nextInt(200 * 24)), () -> expose(made));
      }
    }
  }

  /** Somebody finds the secret where it must not be, and Amazon ends it soon. */
  private void expose(Made made) {
    Instant end = world.now().plus(Duration.ofDays(10L + random.nextInt(20)));
    if (made == world.newest() && end.isBefore(made.expiresAt) && !history.isCalm()) {
      made.expiresAt = end;
      // Who is in a grace, or slow, cannot be in time.
      world.oracle.ends.excuse(Duration.ofDays(60));
      say(made, "SECRET_EXPOSED");
    }
  }

  /** Only the secret in use has an end that Amazon speaks of. */
  private void say(Made made, String reason) {
    if (made != world.newest()) {
      return;
    }
    SecretExpiryMessage message =
        new SecretExpiryMessage(world.amazon.clientId, made.expiresAt, reason, world.now());
    for (int times = oneIn(10) ? 0 : 1 + random.nextInt(2); times > 0; times--) {
      boolean late = oneIn(6);
      history.in(late ? minutes(20 * 24 * 60) : seconds(300), () -> deliver(message, made, 0));
    }
    if (oneIn(20)) {
      SecretExpiryMessage foreign =
          new SecretExpiryMessage(
              new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER"),
              world.now().plus(Duration.ofDays(2)),
              "SECRET_EXPOSED",
              world.now());
      history.in(minutes(60), () -> deliver(foreign, null, 0));
    }
  }

  private void deliver(SecretExpiryMessage message, @Nullable Made made, int receives) {
    boolean[] done = {false};
    history.around(() -> done[0] = history.functions.heed(message, made));
    if (!done[0] && receives == MOST_RECEIVES) {
      history.redriven(() -> deliver(message, made, receives + 1)); // the dead letter rings
    } else if (!done[0] && receives < 2 * MOST_RECEIVES) {
      history.in(ModelQueue.VISIBILITY, () -> deliver(message, made, receives + 1));
    }
  }
}
