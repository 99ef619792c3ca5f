package io.lwarotation.core.rotation.simulation;

import static java.time.temporal.ChronoUnit.DAYS;

import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.simulation.Hands.Edit;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A short history that begins when the stored secret is due. Whatever can come next is a choice: a
 * move, or for the same price something that goes wrong inside one, or another move in the middle
 * of it.
 */
final class SmallWorld implements Disturbance, Chance {
  private static final Duration DUE = Duration.ofDays(151);
  private static final int MOST_SECRETS = 3;
  private static final Set<Unkindness> ENUMERATED =
      Set.of(
          Unkindness.RECORD_LAGS,
          Unkindness.SECRET_LAGS,
          Unkindness.VERSION_UNSEEN,
          Unkindness.WRITE_DAMAGED,
          Unkindness.CLAIM_UNSEEN);

  /** Calls whose answer can be lost after the effect, and the process goes on without it. */
  private static final Set<Port> ANSWERS =
      Set.of(
          Port.LWA,
          Port.SP_API,
          Port.ROTATE,
          Port.CLAIM,
          Port.WRITE_RECORD,
          Port.WRITE_SECRET,
          Port.EVENT,
          Port.NOTICE,
          Port.ACKNOWLEDGE);

  private static final Set<Port> MEETS =
      Set.of(Port.WRITE_RECORD, Port.WRITE_SECRET, Port.ROTATE, Port.READ_STORE, Port.EVENT);

  private record Move(String says, Runnable run) {}

  private final Choices choices;
  private final World world;
  private final Functions functions;

  /** Of a second stack of the client; Amazon's messages go to the first. */
  private final Functions others;

  private final Hands hands;
  private final World.Trace story;
  private int left;
  private boolean nested;
  private boolean running;
  private int callsOfThisRun;
  private boolean handStored;
  private Instant scribbledAt = Instant.MIN;

  SmallWorld(Choices choices, int moves, Mutant mutant, World.Trace story) {
    this.choices = choices;
    this.story = story;
    this.world = new World(this, mutant, new Tally(), story);
    this.hands = new Hands(world);
    this.functions = new Functions(world, this, this::sent, () -> {}, () -> true);
    Secret first = world.amazon.initial().secret;
    World second = world.neighbour("my-erp-2");
    this.others = new Functions(second, this, this::sent, () -> {}, () -> true);
    for (World each : List.of(world, second)) {
      each.store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
      each.store.writeSecret(first, true);
    }
    world.clock.advance(DUE);
    this.left = moves;
  }

  SimulatedClock clock() {
    return world.clock;
  }

  /**
   * Plays it to its end.
   *
   * @throws Violation at the first invariant that does not hold
   */
  void run() {
    boolean first = true;
    while (left > 0) {
      boolean atOnce = !first && choices.choose(2) == 1;
      world.clock.advance(atOnce ? Duration.ofSeconds(1) : Duration.ofMinutes(20));
      first = false;
      List<Move> moves = moves(true);
      left--;
      play(moves.get(choices.choose(moves.size())));
    }
    comeToRest();
  }

  private void play(Move move) {
    story.line("move", move.says());
    int before = callsOfThisRun;
    callsOfThisRun = 0;
    move.run().run();
    callsOfThisRun = before;
  }

  private List<Move> moves(boolean top) {
    List<Move> moves = new ArrayList<>();
    List<Made> secrets = world.amazon.secrets();
    for (int i = secrets.size() - 1; i > 0; i--) {
      Made made = secrets.get(i);
      moves.add(new Move("the message with secret " + i + " is delivered", () -> deliver(made)));
    }
    moves.add(new Move("the schedule runs RotateHandler", () -> runs(this::rotate)));
    moves.add(
        new Move(
            "the schedule of another stack of the client runs RotateHandler",
            () -> runs(others::rotate)));
    if (secrets.size() < MOST_SECRETS) {
      moves.add(new Move("somebody rotates in the Developer Console", this::console));
    }
    Made newest = world.amazon.newest();
    Instant day = newest.expiresAt.truncatedTo(DAYS);
    // East of Greenwich the day is a later one.
    Instant halfAYear =
        world.clock.instant().plus(ModelAmazon.LIFE).plus(Duration.ofHours(24)).truncatedTo(DAYS);
    Secret stored = world.store.top().secret();
    if (stored != null && !newest.secret.equals(stored)) {
      moves.add(
          new Move(
              "somebody stores secret "
                  + newest.index
                  + ": lwa put --expires "
                  + day.toString().substring(0, 10),
              () -> put(newest.secret, day)));
      moves.add(
          new Move(
              "somebody pastes secret " + newest.index + " in the AWS console",
              () -> paste(newest.secret)));
    }
    if (stored != null) {
      moves.add(
          new Move(
              "somebody stores the secret in use again: lwa put --expires "
                  + halfAYear.toString().substring(0, 10),
              () -> put(stored, halfAYear)));
    }
    moves.add(new Move("somebody pastes a text that is no secret", () -> paste(BAD)));
    for (Edit edit : Edit.values()) {
      moves.add(
          new Move(
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
    if (top) {
      moves.add(new Move("three days pass", () -> world.clock.advance(Duration.ofDays(3))));
      moves.add(new Move("eight days pass", () -> world.clock.advance(Duration.ofDays(8))));
    }
    return moves;
  }

  private static final Secret BAD = Secret.of("amzn1.oa2-cs.v1.EXAMPLE-bad");

  private void put(Secret secret, Instant typed) {
    handStored = true;
    hands.put(secret, typed);
  }

  private void paste(Secret secret) {
    handStored = true;
    hands.paste(secret);
  }

  private void rotate() {
    Instant startedAt = world.clock.instant();
    int before = left;
    if (functions.rotate() != null && left == before && !nested) { // nothing went wrong in it
      world.oracle.rotating.afterQuietRotate(startedAt, scribbledAt);
    }
  }

  private void console() {
    // Amazon rotates once a minute at most, and who made what first shows after a minute.
    world.clock.advance(Duration.ofMinutes(2));
    sent(world.amazon.rotate(false));
  }

  private void sent(Made made) {
    story.line("amazon", "makes secret " + made.index + " and sends its message");
  }

  private void deliver(Made made) {
    runs(() -> functions.accept(message(made)));
  }

  /** The message in the queue; Amazon sends it once more if it was acknowledged. */
  private Message message(Made made) {
    for (Message waiting : world.queue.waiting) {
      if (waiting.body.newSecret().equals(made.secret)) {
        return waiting;
      }
    }
    return world.queue.send(world.amazon.message(made), world.clock.instant());
  }

  private void runs(Runnable function) {
    boolean before = running;
    running = true;
    try {
      function.run();
    } finally {
      running = before;
    }
  }

  /** Where nobody stored anything by hand, the newest secret must find its way by itself. */
  private void comeToRest() {
    Made newest = world.amazon.newest();
    if (handStored || newest.index == 0) {
      return;
    }
    AcceptOutcome outcome = null;
    for (int i = 0; i < 3; i++) {
      world.clock.advance(Duration.ofHours(i == 0 ? 1 : 3));
      for (Made made : world.amazon.secrets().subList(1, world.amazon.secrets().size())) {
        outcome = functions.accept(message(made));
      }
    }
    if (!newest.secret.equals(world.store.top().secret())) {
      throw new Violation("L", "secret " + newest.index + " is not stored in the end: " + outcome);
    }
  }

  @Override
  public boolean happens(Unkindness what, double probability) {
    if (left == 0 || !running || !ENUMERATED.contains(what) || choices.choose(2) == 0) {
      return false;
    }
    left--;
    story.line("unkind", "Parameter Store " + what);
    return true;
  }

  @Override
  public int below(int bound) {
    return 0;
  }

  @Override
  public <T> T call(Invocation by, Port port, Supplier<T> effect) {
    world.clock.advance(Duration.ofMillis(100));
    callsOfThisRun++;
    if (left == 0) {
      return effect.get();
    }
    boolean first = callsOfThisRun == 1;
    boolean answers = ANSWERS.contains(port);
    List<Move> meets = !nested && !first && MEETS.contains(port) ? moves(false) : List.of();
    int choice = choices.choose(1 + (first ? 0 : 1) + (answers ? 1 : 0) + meets.size());
    if (choice == 0) {
      return effect.get();
    }
    left--;
    if (choice <= meets.size()) {
      story.line("between", "before the function " + port + ":");
      nested = true;
      play(meets.get(choice - 1));
      nested = false;
      return effect.get();
    }
    if (answers && choice == meets.size() + 1) {
      T _ = effect.get();
      story.line("unkind", "the function " + port + ", and no answer comes back");
      AmazonException.Service service = port.service();
      throw service == null
          ? new StoreException(StoreException.Kind.UNREACHABLE, "no answer", null)
          : new AmazonException.NoAnswer(service, "did not answer", null);
    }
    story.line("unkind", "the function dies before it " + port);
    throw new Died();
  }
}
