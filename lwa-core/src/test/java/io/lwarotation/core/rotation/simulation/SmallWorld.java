package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AmazonException.NoAnswer;
import io.lwarotation.core.AmazonException.Service;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.RecordNotes;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.simulation.ModelAmazon.Made;
import io.lwarotation.core.rotation.simulation.SmallMoves.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A short history that begins when the stored secret is due. Whatever can come next is a choice: a
 * move, or for the same price something that goes wrong inside one, or another move in the middle
 * of it.
 */
final class SmallWorld implements Disturbance, Chance {
  private static final Duration DUE = Duration.ofDays(151);

  /** So slow that too little of a run is left to begin a rotation. */
  private static final Duration SLOW = Duration.ofSeconds(45);

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

  private final Theme theme;
  private final Choices choices;
  private final World world;
  private final Functions functions;
  private final SmallMoves moves;
  private int left;
  private boolean nested;
  private boolean running;
  private boolean untouched = true;
  private int callsOfThisRun;
  private boolean needsASeller;

  SmallWorld(Theme theme, Choices choices, int moves, Mutant mutant) {
    this.theme = theme;
    this.choices = choices;
    this.world = new World(this, mutant, new Tally());
    this.functions = new Functions(world);
    world.faults = this;
    world.amazon.sent =
        made -> tell("amazon", "makes secret " + made.index + " and sends its message");
    World second = world.neighbour("my-erp-2");
    this.moves = new SmallMoves(theme, world, second, this::rotate);
    Secret first = world.amazon.initial().secret;
    for (World each : List.of(world, second)) {
      each.store.writeRecord(new StoredRecord.Absent(), null, RecordNotes.NONE);
      each.store.writeSecret(first, true);
    }
    world.store.names.addAll(Stack.NAMES.all());
    world.clock.advance(DUE);
    this.left = moves;
  }

  private void tell(String what, String happens) {
    world.trace.line(what, happens);
  }

  World world() {
    return world;
  }

  /**
   * Plays it to its end.
   *
   * @throws Violation at the first invariant that does not hold
   */
  void run() {
    if (needsASeller) {
      tell("unkind", "Amazon " + Unkindness.NEEDS_A_SELLER);
    }
    while (left > 0) {
      boolean atOnce = !untouched && choices.choose(2) == 1;
      world.clock.advance(atOnce ? Duration.ofSeconds(1) : Duration.ofMinutes(20));
      List<Move> next = moves.all(true);
      left--;
      play(next.get(choices.choose(next.size())));
      untouched = false;
    }
    comeToRest();
  }

  private void play(Move move) {
    tell("move", move.says());
    int calls = callsOfThisRun;
    boolean before = running;
    callsOfThisRun = 0;
    running = before || move.ofFunction();
    move.run().run();
    running = before;
    callsOfThisRun = calls;
  }

  private void rotate() {
    Instant startedAt = world.now();
    int before = left;
    RotateOutcome outcome = functions.rotate(false);
    if (outcome == null || left != before || nested) { // something went wrong in it
      return;
    }
    world.oracle.rotating.afterQuietRotate(startedAt, moves.scribbledAt);
    if (untouched && !needsASeller && !(outcome instanceof RotateOutcome.Requested)) {
      throw new Violation("L", "the secret is due, and nothing is in the way: " + outcome);
    }
  }

  /** Where nobody stored anything by hand, the newest secret must find its way by itself. */
  private void comeToRest() {
    Made newest = world.newest();
    if (moves.handStored || newest.index == 0) {
      return;
    }
    AcceptOutcome outcome = null;
    for (int i = 0; i < 3; i++) {
      world.clock.advance(Duration.ofHours(i == 0 ? 1 : 3));
      for (Made made : world.amazon.secrets().subList(1, world.amazon.secrets().size())) {
        outcome = functions.accept(moves.message(made));
      }
    }
    if (!newest.secret.equals(world.stored())) {
      throw new Violation("L", "secret " + newest.index + " is not stored in the end: " + outcome);
    }
  }

  @Override
  public boolean happens(Unkindness what, double probability) {
    if (what == Unkindness.NEEDS_A_SELLER && theme == Theme.AMAZON) { // from the beginning
      needsASeller = choices.choose(2) == 1;
      return needsASeller;
    }
    if (left == 0 || !running || !theme.enumerates(what) || choices.choose(2) == 0) {
      return false;
    }
    left--;
    tell("unkind", (what.isOfAmazon() ? "Amazon " : "Parameter Store ") + what);
    return true;
  }

  @Override
  public int below(int bound) {
    return bound - 1;
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
    boolean amazons = theme == Theme.AMAZON && port.service() != null;
    List<Move> meets = !nested && !first && MEETS.contains(port) ? moves.all(false) : List.of();
    int choice =
        choices.choose(1 + meets.size() + (answers ? 1 : 0) + (first ? 0 : 1) + (amazons ? 2 : 0));
    if (choice == 0) {
      return effect.get();
    }
    left--;
    if (choice <= meets.size()) {
      tell("between", "before the function " + port + ":");
      nested = true;
      play(meets.get(choice - 1));
      nested = false;
      return effect.get();
    }
    choice -= meets.size();
    if (answers && choice-- == 1) {
      T _ = effect.get();
      tell("unkind", "the function " + port + ", and no answer comes back");
      Service service = port.service();
      throw service == null
          ? new StoreException(StoreException.Kind.UNREACHABLE, "no answer", null)
          : new NoAnswer(service, "did not answer", null);
    }
    if (amazons && choice-- == 1) {
      tell("unkind", "the function " + port + ", and cannot connect");
      Service service = Objects.requireNonNull(port.service());
      throw new NoAnswer(service, NoAnswer.Kind.NOT_SENT, "could not be reached", null);
    }
    if (amazons && choice-- == 1) {
      tell("unkind", "the function " + port + ", which takes " + SLOW.toSeconds() + " s");
      world.clock.advance(SLOW);
      if (world.now().isAfter(by.startedAt().plus(TIME_OUT))) {
        throw new Died();
      }
      return effect.get();
    }
    tell("unkind", "the function dies before it " + port);
    throw new Died();
  }
}
