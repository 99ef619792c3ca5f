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

  private final Theme theme;
  private final World world;
  private final Functions functions;

  /** Of a second stack of the client; Amazon's messages go to the first. */
  private final Functions others;

  private final Runnable rotate;
  private final Hands hands;
  private final Calls calls;
  private final Stack stack;
  private List<Move> moves = new ArrayList<>();

  /** Amazon's last message on the end of a secret, delivered once more. */
  private @Nullable Move endingAgain;

  /** Whether somebody stored a secret by hand. */
  boolean handStored;

  /** When somebody last broke the record. */
  Instant scribbledAt = Instant.MIN;

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

  /**
   * All of them.
   *
   * @param top whether nothing else is going on
   */
  List<Move> all(boolean top) {
    moves = new ArrayList<>();
    List<Made> secrets = world.amazon.secrets();
    for (Made made : secrets.subList(1, secrets.size()).reversed()) {
      function(
          "the message with secret " + made.index + " is delivered",
          () -> functions.accept(message(made)));
    }
    function("the schedule runs RotateHandler", rotate);
    function(
        "the schedule of another stack of the client runs RotateHandler",
        () -> others.rotate(false));
    if (secrets.size() < MOST_SECRETS) {
      other("somebody rotates in the Developer Console", this::console);
    }
    addPeople();
    switch (theme) {
      case CALLS -> {
        function("a program calls SP-API", () -> call(false));
        function("a program starts anew and calls SP-API", () -> call(true));
      }
      case ENDINGS -> addEndings();
      case STACK -> {
        function("somebody deploys the stack", this::deploy);
        function("somebody deletes the stack", stack::delete);
      }
      case ROTATION, AMAZON -> {}
    }
    if (top) {
      other("three days pass", () -> world.clock.advance(Duration.ofDays(3)));
      other("eight days pass", () -> world.clock.advance(Duration.ofDays(8)));
    }
    return moves;
  }

  private void function(String says, Runnable run) {
    moves.add(new Move(says, true, run));
  }

  private void other(String says, Runnable run) {
    moves.add(new Move(says, false, run));
  }

  private void addPeople() {
    Made newest = world.newest();
    Instant day = newest.expiresAt.truncatedTo(DAYS);
    // East of Greenwich the day is a later one.
    Instant halfAYear =
        world.now().plus(ModelAmazon.LIFE).plus(Duration.ofHours(24)).truncatedTo(DAYS);
    Secret stored = world.stored();
    if (stored != null && !newest.secret.equals(stored)) {
      other(
          "somebody stores secret %d: lwa put --expires %s".formatted(newest.index, dayOf(day)),
          () -> store(newest.secret, day));
      other(
          "somebody pastes secret " + newest.index + " in the AWS console",
          () -> store(newest.secret, null));
    }
    if (stored != null) {
      other(
          "somebody stores the secret in use again: lwa put --expires " + dayOf(halfAYear),
          () -> store(stored, halfAYear));
    }
    other("somebody pastes a text that is no secret", () -> store(BAD, null));
    other(
        "somebody writes the record by hand, from scratch",
        () -> hands.edit(Edit.FRESH, halfAYear));
    other(
        "somebody edits a date in the record by hand",
        () -> hands.edit(Edit.KEEPING_FOLLOWS, halfAYear));
    other(
        "somebody breaks the record's JSON",
        () -> {
          scribbledAt = world.now();
          hands.edit(Edit.BROKEN, halfAYear);
        });
  }

  private static String dayOf(Instant at) {
    return at.toString().substring(0, 10);
  }

  /** With the command and a date, or past it. */
  private void store(Secret secret, @Nullable Instant typed) {
    handStored = true;
    if (typed == null) {
      hands.paste(secret);
    } else {
      hands.put(secret, typed, null);
    }
  }

  private void console() {
    // Amazon rotates once a minute at most, and who made what first shows after a minute.
    world.clock.advance(Duration.ofMinutes(2));
    world.amazon.sent.accept(world.amazon.rotate(false));
  }

  /** The message in the queue; Amazon sends it once more if it was acknowledged. */
  Message message(Made made) {
    return world.queue.waiting.stream()
        .filter(waiting -> waiting.body.newSecret().equals(made.secret))
        .findFirst()
        .orElseGet(() -> world.queue.send(world.amazon.message(made), world.now()));
  }

  private void call(boolean cold) {
    if (cold) {
      calls.coldStart();
    }
    world.trace.line("call", calls.call() ? "SP-API answers" : "the client is refused");
  }

  private void addEndings() {
    Made newest = world.newest();
    Instant now = world.now();
    function(
        "Amazon says that secret " + newest.index + " ends on " + dayOf(newest.expiresAt),
        () -> say(newest, newest.expiresAt, "PERIODIC_ROTATION"));
    Instant soon = now.plus(Duration.ofDays(20));
    if (soon.isBefore(newest.expiresAt)) {
      function(
          "Amazon ends secret " + newest.index + " early, on " + dayOf(soon) + ", and says so",
          () -> say(newest, soon, "SECRET_EXPOSED"));
    }
    SecretExpiryMessage foreign =
        new SecretExpiryMessage(OTHER, now.plus(Duration.ofDays(2)), "SECRET_EXPOSED", now);
    function(
        "Amazon says that another client's secret ends in two days",
        () -> functions.heed(foreign, null));
    if (endingAgain != null) {
      moves.add(endingAgain);
    }
  }

  private void say(Made made, Instant end, String reason) {
    made.expiresAt = end;
    SecretExpiryMessage message =
        new SecretExpiryMessage(world.amazon.clientId, end, reason, world.now());
    Runnable deliver = () -> functions.heed(message, made);
    endingAgain =
        new Move("the message on the end of secret " + made.index + " comes again", true, deliver);
    deliver.run();
  }

  private void deploy() {
    try {
      stack.deploy();
    } catch (Died | StoreException e) {
      world.trace.line("deploy", e);
    }
  }
}
