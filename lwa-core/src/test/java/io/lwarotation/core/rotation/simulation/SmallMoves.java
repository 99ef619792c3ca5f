package io.lwarotation.core.rotation.simulation;

import static java.time.temporal.ChronoUnit.DAYS;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.SecretExpiryMessage;
import io.lwarotation.core.rotation.simulation.Hands.Edit;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What can happen next in a short history. */
final class SmallMoves {
  private static final int MOST_SECRETS = 3;
  private static final Secret BAD = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad");
  private static final ClientId OTHER = new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER");

  /**
   * One of them.
   *
   * @param ofFunction whether a function runs, so that things can go wrong inside
   */
  record Move(String says, boolean ofFunction, Runnable run) {}

  /** Amazon's last message on the end of a secret. */
  private record Ending(SecretExpiryMessage message, Made made) {}

  private final Theme theme;
  private final World world;
  private final Functions functions;

  /** Of a second stack of the client; Amazon's messages go to the first. */
  private final Functions others;

  private final Runnable rotate;
  private final Hands hands;
  private final Calls calls;
  private final Stack stack;
  private @Nullable Ending ending;
  private boolean handStored;
  private Instant scribbledAt = Instant.MIN;

  /**
   * @param rotate a run of the first stack's RotateHandler
   */
  SmallMoves(Theme theme, World world, World second, Runnable rotate) {
    this.theme = theme;
    this.world = world;
    this.functions = new Functions(world);
    this.others = new Functions(second);
    this.rotate = rotate;
    this.hands = new Hands(world);
    this.calls = new Calls(world, Disturbance.NONE);
    this.stack = new Stack(world, new SplittableRandom(1));
  }

  /** Whether somebody stored a secret by hand. */
  boolean handStored() {
    return handStored;
  }

  /** When somebody last broke the record. */
  Instant scribbledAt() {
    return scribbledAt;
  }

  /**
   * All of them.
   *
   * @param top whether nothing else is going on
   */
  List<Move> all(boolean top) {
    List<Move> moves = new ArrayList<>();
    List<Made> secrets = world.amazon.secrets();
    for (int i = secrets.size() - 1; i > 0; i--) {
      Made made = secrets.get(i);
      moves.add(function("the message with secret " + i + " is delivered", () -> deliver(made)));
    }
    moves.add(function("the schedule runs RotateHandler", rotate));
    moves.add(
        function(
            "the schedule of another stack of the client runs RotateHandler",
            () -> others.rotate(false)));
    if (secrets.size() < MOST_SECRETS) {
      moves.add(other("somebody rotates in the Developer Console", this::console));
    }
    addPeople(moves);
    switch (theme) {
      case CALLS -> addCalls(moves);
      case ENDINGS -> addEndings(moves);
      case STACK -> {
        moves.add(function("somebody deploys the stack", this::deploy));
        moves.add(function("somebody deletes the stack", stack::delete));
      }
      case ROTATION, AMAZON -> {}
    }
    if (top) {
      moves.add(other("three days pass", () -> world.clock.advance(Duration.ofDays(3))));
      moves.add(other("eight days pass", () -> world.clock.advance(Duration.ofDays(8))));
    }
    return moves;
  }

  private static Move function(String says, Runnable run) {
    return new Move(says, true, run);
  }

  private static Move other(String says, Runnable run) {
    return new Move(says, false, run);
  }

  private void addPeople(List<Move> moves) {
    Made newest = world.amazon.newest();
    Instant day = newest.expiresAt.truncatedTo(DAYS);
    // East of Greenwich the day is a later one.
    Instant halfAYear =
        world.clock.instant().plus(ModelAmazon.LIFE).plus(Duration.ofHours(24)).truncatedTo(DAYS);
    Secret stored = world.store.top().secret();
    if (stored != null && !newest.secret.equals(stored)) {
      moves.add(
          other(
              "somebody stores secret %d: lwa put --expires %s".formatted(newest.index, dayOf(day)),
              () -> put(newest.secret, day)));
      moves.add(
          other(
              "somebody pastes secret " + newest.index + " in the AWS console",
              () -> paste(newest.secret)));
    }
    if (stored != null) {
      moves.add(
          other(
              "somebody stores the secret in use again: lwa put --expires " + dayOf(halfAYear),
              () -> put(stored, halfAYear)));
    }
    moves.add(other("somebody pastes a text that is no secret", () -> paste(BAD)));
    for (Edit edit : Edit.values()) {
      moves.add(
          other(
              switch (edit) {
                case FRESH -> "somebody writes the record by hand, from scratch";
                case KEEPING_FOLLOWS -> "somebody edits a date in the record by hand";
                case BROKEN -> "somebody breaks the record's JSON";
              },
              () -> {
                scribbledAt = edit == Edit.BROKEN ? world.clock.instant() : scribbledAt;
                hands.edit(edit, halfAYear);
              }));
    }
  }

  private static String dayOf(Instant at) {
    return at.toString().substring(0, 10);
  }

  private void put(Secret secret, Instant typed) {
    handStored = true;
    hands.put(secret, typed, null);
  }

  private void paste(Secret secret) {
    handStored = true;
    hands.paste(secret);
  }

  private void console() {
    // Amazon rotates once a minute at most, and who made what first shows after a minute.
    world.clock.advance(Duration.ofMinutes(2));
    world.amazon.sent.accept(world.amazon.rotate(false));
  }

  private void deliver(Made made) {
    functions.accept(message(made));
  }

  /** The message in the queue; Amazon sends it once more if it was acknowledged. */
  Message message(Made made) {
    for (Message waiting : world.queue.waiting) {
      if (waiting.body.newSecret().equals(made.secret)) {
        return waiting;
      }
    }
    return world.queue.send(world.amazon.message(made), world.clock.instant());
  }

  private void addCalls(List<Move> moves) {
    moves.add(function("a program calls SP-API", this::call));
    moves.add(
        function(
            "a program starts anew and calls SP-API",
            () -> {
              calls.coldStart();
              call();
            }));
  }

  private void call() {
    world.trace.line("call", calls.call() ? "SP-API answers" : "the client is refused");
  }

  private void addEndings(List<Move> moves) {
    Made newest = world.amazon.newest();
    Instant now = world.clock.instant();
    moves.add(
        function(
            "Amazon says that secret " + newest.index + " ends on " + dayOf(newest.expiresAt),
            () -> heed(new Ending(ending(newest.expiresAt, "PERIODIC_ROTATION"), newest))));
    Instant soon = now.plus(Duration.ofDays(20));
    if (soon.isBefore(newest.expiresAt)) {
      moves.add(
          function(
              "Amazon ends secret " + newest.index + " early, on " + dayOf(soon) + ", and says so",
              () -> {
                newest.expiresAt = soon;
                heed(new Ending(ending(soon, "SECRET_EXPOSED"), newest));
              }));
    }
    moves.add(
        function(
            "Amazon says that another client's secret ends in two days",
            () ->
                functions.heed(
                    new SecretExpiryMessage(
                        OTHER, now.plus(Duration.ofDays(2)), "SECRET_EXPOSED", now),
                    null)));
    Ending last = ending;
    if (last != null) {
      moves.add(
          function(
              "the message on the end of secret " + last.made().index + " comes again",
              () -> functions.heed(last.message(), last.made())));
    }
  }

  private void deploy() {
    try {
      stack.deploy();
    } catch (Died | StoreException e) {
      world.trace.line("deploy", e);
    }
  }

  private SecretExpiryMessage ending(Instant at, String reason) {
    return new SecretExpiryMessage(world.amazon.clientId, at, reason, world.clock.instant());
  }

  private void heed(Ending said) {
    ending = said;
    functions.heed(said.message(), said.made());
  }
}
