package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.QueueReadiness;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationEvents;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.SecretTrial;
import io.lwarotation.core.rotation.simulation.Disturbance.Invocation;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions, which are the deployed core over the models, each call disturbed as may be.
 *
 * @param sent takes what Amazon made because it was asked to
 * @param trouble people hear of something that is not well
 * @param queueSeenReady whether the function sees that the queue lets Amazon in
 */
record Functions(
    World world,
    Disturbance faults,
    Consumer<Made> sent,
    Runnable trouble,
    BooleanSupplier queueSeenReady) {
  static final Duration BUDGET = Duration.ofSeconds(50);
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:new-secret";

  /** One run of RotateHandler; null if it failed or died. */
  @Nullable RotateOutcome rotate() {
    return rotate(false);
  }

  /** The same as {@code lwa rotate --now} asks for it. */
  @Nullable RotateOutcome rotateNow() {
    return rotate(true);
  }

  private @Nullable RotateOutcome rotate(boolean now) {
    Invocation by = new Invocation("rotate", world.clock.instant());
    world.tally.runs++;
    Sabotage.Ports ports = world.sabotage.around(ports(by, false), Optional.empty());
    boolean ready = queueSeenReady.getAsBoolean();
    try {
      RotateSecret useCase =
          new RotateSecret(
              world.app,
              new RotationPolicy(world.sabotage.settings()),
              ports.vault(),
              ports.records(),
              world.sabotage.claims(world.claims.of(world.app, faults, by)),
              deadline ->
                  faults.call(
                      by, Port.DESCRIBE_QUEUE, () -> Optional.of(ready ? READY : NOT_READY)),
              new SecretTrial(ports.tokens(), ports.spApi()),
              ports.notices());
      RotateOutcome outcome = now ? useCase.runNow(deadline()) : useCase.run(deadline());
      world.oracle.checkOutcome(outcome);
      world.oracle.rotating.afterRotate(by, false);
      world.tally.count(kind(outcome) + (now ? ", now" : ""));
      if (!(outcome instanceof RotateOutcome.Waited)) {
        world.trace.line("rotate", outcome);
      }
      return outcome;
    } catch (Died | StoreException e) {
      world.oracle.rotating.afterRotate(by, true);
      world.tally.failures++;
      world.trace.line("rotate", e);
      return null;
    }
  }

  /** One delivery of a message to NewSecretHandler; null if it failed or died. */
  @Nullable AcceptOutcome accept(Message message) {
    Invocation by = new Invocation("accept", world.clock.instant());
    NewSecretMessage body = world.sabotage.message(message.body, world.clock.instant());
    Sabotage.Ports ports = world.sabotage.around(ports(by, true), Optional.of(body));
    world.tally.deliveries++;
    try {
      AcceptOutcome outcome =
          new AcceptNewSecret(
                  Stack.NAMES,
                  new RotationPolicy(world.sabotage.settings()),
                  ports.vault(),
                  ports.records(),
                  new SecretTrial(ports.tokens(), ports.spApi()),
                  ports.events(),
                  ports.notices())
              .run(body, deadline());
      world.oracle.checkOutcome(outcome);
      world.tally.count(kind(outcome));
      world.trace.line("accept", outcome);
      world.oracle.storing.afterAccept(outcome);
      if (world.sabotage.acknowledges(outcome)) {
        acknowledge(message, outcome, by);
      }
      return outcome;
    } catch (Died | StoreException e) {
      world.tally.failures++;
      world.trace.line("accept", e);
      if (world.sabotage.acknowledgesFailures() && e instanceof StoreException) {
        world.oracle.storing.beforeAcknowledge(message.body, null);
        world.queue.waiting.remove(message);
      }
      return null;
    }
  }

  /** One delivery of a message on the end of a secret; false if it must come again. */
  boolean heed(SecretExpiryMessage message, @Nullable Made made) {
    Invocation by = new Invocation("heed", world.clock.instant());
    Sabotage.Ports ports = world.sabotage.around(ports(by, false), Optional.empty());
    world.tally.endings++;
    try {
      ExpiryOutcome outcome =
          world.sabotage.heeds(
              new HeedExpiryMessage(
                  Stack.NAMES.app(), ports.vault(), ports.records(), ports.notices()),
              message,
              deadline());
      world.oracle.checkOutcome(outcome);
      world.tally.count(outcome.getClass().getSimpleName());
      world.trace.line("heed", outcome);
      if (outcome instanceof ExpiryOutcome.RetryLater) {
        return false;
      }
      world.oracle.ends.afterHeeding(message, made, outcome, by);
      return true;
    } catch (Died | StoreException e) {
      world.tally.failures++;
      world.trace.line("heed", e);
      return false;
    }
  }

  private Deadline deadline() {
    return Deadline.in(world.sabotage.budget(BUDGET), world.clock);
  }

  private void acknowledge(Message message, AcceptOutcome outcome, Invocation by) {
    faults.call(
        by,
        Port.ACKNOWLEDGE,
        () -> {
          world.oracle.storing.beforeAcknowledge(message.body, outcome);
          return world.queue.waiting.remove(message);
        });
  }

  private static String kind(RotateOutcome outcome) {
    return outcome instanceof RotateOutcome.Blocked(String reason)
            && reason.contains("rotates this client")
        ? "Blocked: another stack rotates"
        : outcome.getClass().getSimpleName();
  }

  private static String kind(AcceptOutcome outcome) {
    String kind = outcome.getClass().getSimpleName();
    return switch (outcome) {
      case AcceptOutcome.Stored _, AcceptOutcome.AlreadyStored _, AcceptOutcome.Never _ -> kind;
      case AcceptOutcome.Skipped(String reason) -> kind + ": " + upToColon(reason);
      case AcceptOutcome.RetryLater(String reason) -> kind + ": " + upToColon(reason);
    };
  }

  private static String upToColon(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  private Sabotage.Ports ports(Invocation by, boolean withRefreshToken) {
    return new Sabotage.Ports(
        world.store.ports(faults, by, world.oracle).vault(withRefreshToken),
        world.store.ports(faults, by, world.oracle).records(),
        world.amazon.tokens(faults, by),
        world.amazon.spApi(faults, by, world.oracle, sent),
        notices(by),
        events(by));
  }

  private RotationEvents events(Invocation by) {
    return (event, deadline) ->
        faults.call(
            by,
            Port.EVENT,
            () -> {
              world.tally.events++;
              world.oracle.storing.announced(event);
              return true;
            });
  }

  private Notices notices(Invocation by) {
    return (notice, deadline) ->
        faults.call(
            by,
            Port.NOTICE,
            () -> {
              world.oracle.beforeNotice(notice);
              world.trace.line("notice", notice.subject());
              world.tally.notices++;
              if (!notice.subject().contains("is stored")) {
                trouble.run();
              }
              return true;
            });
  }

  private static final QueueDescription READY =
      new QueueDescription(
          QUEUE,
          new AccessPolicy(
              List.of(
                  new AccessPolicy.Grant(
                      List.of(QueueReadiness.AMAZON_ACCOUNT),
                      List.of("sqs:SendMessage"),
                      List.of(QUEUE))),
              false),
          new Encryption.BySqs());
  private static final QueueDescription NOT_READY =
      new QueueDescription(QUEUE, AccessPolicy.NONE, new Encryption.BySqs());
}
