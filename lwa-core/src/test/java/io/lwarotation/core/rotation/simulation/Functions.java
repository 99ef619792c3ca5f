package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.ExpiryOutcome;
import io.lwarotation.core.rotation.HeedExpiryMessage;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.QueueReadiness;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions, which are the deployed core over the models, each call disturbed as may be. */
record Functions(World world) {
  static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:new-secret";

  /**
   * One run of RotateHandler; null if it failed or died.
   *
   * @param now as {@code lwa rotate --now} asks for it
   */
  @Nullable RotateOutcome rotate(boolean now) {
    Ports ports = new Ports(world, world.faults, "rotate", false);
    world.mutant.change(ports);
    world.tally.count("runs of RotateSecret");
    boolean ready = world.queueSeenReady.getAsBoolean();
    try {
      RotateOutcome outcome = rotate(ports, ready, now);
      world.oracle.checkOutcome(outcome);
      world.oracle.rotating.afterRotate(ports.by, false);
      world.tally.count(kind(outcome) + (now ? ", now" : ""));
      if (!(outcome instanceof RotateOutcome.Waited)) {
        world.trace.line("rotate", outcome);
      }
      return outcome;
    } catch (Died | StoreException e) {
      world.oracle.rotating.afterRotate(ports.by, true);
      failed("rotate", e);
      return null;
    }
  }

  /** The use case as RotateHandler's wiring puts it together. */
  static RotateOutcome rotate(Ports ports, boolean ready, boolean now) {
    RotateSecret useCase =
        new RotateSecret(
            ports.world.app,
            new RotationPolicy(ports.settings),
            ports.vault(),
            ports.records(),
            ports.claims,
            _ -> ports.call(Port.DESCRIBE_QUEUE, () -> Optional.of(queue(ready))),
            ports.trial(),
            ports.notices);
    return now ? useCase.runNow(ports.deadline()) : useCase.run(ports.deadline());
  }

  private static QueueDescription queue(boolean ready) {
    return new QueueDescription(
        QUEUE, ready ? ADMITS_AMAZON : AccessPolicy.NONE, new Encryption.BySqs());
  }

  private static final AccessPolicy ADMITS_AMAZON =
      new AccessPolicy(
          List.of(
              new AccessPolicy.Grant(
                  List.of(QueueReadiness.AMAZON_ACCOUNT),
                  List.of("sqs:SendMessage"),
                  List.of(QUEUE))),
          false);

  /** One delivery of a message to NewSecretHandler; null if it failed or died. */
  @Nullable AcceptOutcome accept(Message message) {
    Ports ports = new Ports(world, world.faults, "accept", true);
    ports.message = Optional.of(message.body);
    world.mutant.change(ports);
    world.tally.count("deliveries");
    try {
      AcceptOutcome outcome = accept(ports);
      world.oracle.checkOutcome(outcome);
      world.tally.count(kind(outcome));
      world.trace.line("accept", outcome);
      world.oracle.storing.afterAccept(outcome);
      if (acknowledges(outcome)) {
        ports.call(
            Port.ACKNOWLEDGE,
            () -> {
              world.oracle.storing.beforeAcknowledge(message.body, outcome);
              return world.queue.waiting.remove(message);
            });
      }
      return outcome;
    } catch (Died | StoreException e) {
      failed("accept", e);
      if (world.mutant == Mutant.ACKNOWLEDGES_FAILURES && e instanceof StoreException) {
        world.oracle.storing.beforeAcknowledge(message.body, null);
        world.queue.waiting.remove(message);
      }
      return null;
    }
  }

  /** The use case as NewSecretHandler's wiring puts it together. */
  static AcceptOutcome accept(Ports ports) {
    return new AcceptNewSecret(
            Stack.NAMES,
            new RotationPolicy(ports.settings),
            ports.vault(),
            ports.records(),
            ports.trial(),
            ports.events,
            ports.notices)
        .run(ports.message.orElseThrow(), ports.deadline());
  }

  private boolean acknowledges(AcceptOutcome outcome) {
    return switch (outcome) {
      case AcceptOutcome.Stored _, AcceptOutcome.AlreadyStored _, AcceptOutcome.Skipped _ -> true;
      case AcceptOutcome.RetryLater _, AcceptOutcome.Never _ ->
          world.mutant == Mutant.ACKNOWLEDGES_RETRIES;
    };
  }

  /** One delivery of a message on the end of a secret; false if it must come again. */
  boolean heed(SecretExpiryMessage message, @Nullable Made made) {
    Ports ports = new Ports(world, world.faults, "heed", false);
    ports.ending = Optional.of(message);
    world.mutant.change(ports);
    world.tally.count("messages on the end of a secret");
    try {
      ExpiryOutcome outcome =
          world.mutant == Mutant.IGNORES_ENDINGS
              ? new ExpiryOutcome.Unchanged("it is only a hint")
              : heed(ports);
      world.oracle.checkOutcome(outcome);
      world.tally.count(outcome.getClass().getSimpleName());
      world.trace.line("heed", outcome);
      if (outcome instanceof ExpiryOutcome.RetryLater) {
        return false;
      }
      world.oracle.ends.afterHeeding(message, made, outcome, ports.by);
      return true;
    } catch (Died | StoreException e) {
      failed("heed", e);
      return false;
    }
  }

  static ExpiryOutcome heed(Ports ports) {
    return new HeedExpiryMessage(Stack.NAMES.app(), ports.vault(), ports.records(), ports.notices)
        .run(ports.ending.orElseThrow(), ports.deadline());
  }

  private void failed(String what, Throwable e) {
    world.tally.count("failed attempts");
    world.trace.line(what, e);
  }

  private static String kind(RotateOutcome outcome) {
    return outcome instanceof RotateOutcome.Blocked(String reason)
            && reason.contains("rotates this client")
        ? "Blocked: another stack rotates"
        : outcome.getClass().getSimpleName();
  }

  private static String kind(AcceptOutcome outcome) {
    String reason =
        switch (outcome) {
          case AcceptOutcome.Stored _, AcceptOutcome.AlreadyStored _, AcceptOutcome.Never _ -> "";
          case AcceptOutcome.Skipped(String why) -> ": " + why;
          case AcceptOutcome.RetryLater(String why) -> ": " + why;
        };
    return outcome.getClass().getSimpleName() + upToColon(reason);
  }

  private static String upToColon(String reason) {
    int colon = reason.indexOf(':', 1);
    return colon < 0 ? reason : reason.substring(0, colon);
  }
}
