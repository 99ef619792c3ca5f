package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One history of 900 days: what happens, when, and to whom. */
final class History implements Simulate.Played {
  static final Duration LENGTH = Duration.ofDays(900);

  /** From here on nothing new goes wrong, so that all can come to rest. */
  private static final Duration CALM = Duration.ofDays(840);

  /** How long before a secret's end every run of the schedule is played. */
  private static final Duration LIVELY_FROM = Duration.ofDays(31);

  /** How long people leave an alarm alone that says that the runs of RotateHandler fail. */
  private static final Duration LONGEST_ALARM = Duration.ofDays(10);

  private record Event(Instant at, long number, Runnable what) {}

  private final SplittableRandom random;
  private final World world;
  private final Chance.Seeded chance;
  private final SimulatedClock clock;
  private final ModelAmazon amazon;
  private final ModelStore store;
  private final ModelQueue queue;
  private final Oracle oracle;
  private final Tally tally;
  private final Turns turns;
  private final Faults faults;
  private final People people;
  private final Functions functions;
  private final Calls calls;
  private final Stack stack;
  private final Post post;
  private final Repairs repairs;
  private final Endings endings;
  private final Deliveries deliveries;
  private final Neighbour neighbour;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private long numbers;
  private Instant lastRun = SimulatedClock.START;

  History(long seed, Mutant mutant, Tally tally, @Nullable PrintStream trace) {
    this.random = new SplittableRandom(seed);
    this.tally = tally;
    this.chance = new Chance.Seeded(random);
    this.world =
        new World(
            chance,
            mutant,
            tally,
            trace == null ? World.Trace.NONE : (what, detail) -> trace(trace, what, detail));
    this.clock = world.clock;
    this.amazon = world.amazon;
    this.store = world.store;
    this.queue = world.queue;
    this.oracle = world.oracle;
    this.turns = new Turns(random);
    this.faults = new Faults(random, clock, turns);
    this.people = new People(world, random);
    this.post = new Post(world, random, people, this);
    this.endings = new Endings(world, random, this);
    this.repairs = new Repairs(world, random, people, post, this);
    this.functions =
        new Functions(world, faults, post::send, repairs::trouble, this::queueSeenReady);
    this.deliveries = new Deliveries(this, world, random, chance, faults, turns, people, repairs);
    this.calls = new Calls(world, faults);
    this.stack = new Stack(world, random, faults);
    this.neighbour = new Neighbour(world, random, faults, people, post, this);
    this.repairs.with(neighbour);
  }

  /**
   * Runs the whole history.
   *
   * @throws Violation at the first invariant that does not hold
   */
  @Override
  public void run() {
    double[] rates = {0, 0.01, 0.05, 0.2};
    faults.rate(rates[random.nextInt(rates.length)]);
    stack.deploy();
    Secret first = amazon.initial().secret;
    store.writeSecret(first, true);
    if (random.nextBoolean()) {
      people.store(first);
    }
    clock.advance(Duration.ofMinutes(1)); // no reader is behind any more
    in(Duration.ofHours(random.nextInt(24)), this::tick);
    in(Duration.ofHours(random.nextInt(24)), this::call);
    int acts = random.nextInt(8);
    for (int i = 0; i < acts; i++) {
      in(Duration.ofMinutes(random.nextInt((int) CALM.toMinutes())), repairs::handAct);
    }
    int deploys = random.nextInt(6);
    for (int i = 0; i < deploys; i++) {
      in(Duration.ofMinutes(random.nextInt((int) CALM.toMinutes())), this::changeStack);
    }
    switch (random.nextInt(8)) {
      case 0 -> in(Duration.ofMinutes(random.nextInt(24 * 60)), neighbour::appear);
      case 1, 2 ->
          in(Duration.ofMinutes(random.nextInt((int) CALM.toMinutes() / 2)), neighbour::appear);
      default -> {} // most clients have one stack
    }
    in(
        CALM,
        () -> {
          faults.rate(0);
          chance.calm();
        });
    Instant end = SimulatedClock.START.plus(LENGTH);
    while (true) {
      Event next = events.poll();
      if (next == null || next.at().isAfter(end)) {
        break;
      }
      clock.advanceTo(next.at());
      next.what().run();
      endings.plan();
    }
    clock.advanceTo(end);
    queue.expire(clock.instant());
    oracle.ends.atTheEnd();
    tally.histories++;
    tally.secrets += amazon.secrets().size() - 1;
  }

  @Override
  public SimulatedClock clock() {
    return clock;
  }

  private void trace(PrintStream out, String what, Object detail) {
    out.printf(
        "day %9.4f  %-10s %s; stored %s, newest %d, record %s%n",
        clock.day(),
        what,
        detail,
        describe(store.top().secret()),
        amazon.newest().index,
        store.topRecord());
  }

  private String describe(@Nullable Secret secret) {
    ModelAmazon.Made made = amazon.find(secret);
    return made == null ? "bad" : made.index + (made.works(clock.instant()) ? "" : " (dead)");
  }

  void in(Duration delay, Runnable what) {
    events.add(new Event(clock.instant().plus(delay), numbers++, what));
  }

  /** Somebody hears of a dead letter, and sends it on when they have looked. */
  void redriven(Runnable delivery) {
    repairs.trouble();
    in(people.delay(), delivery);
  }

  boolean calm() {
    return !clock.instant().isBefore(SimulatedClock.START.plus(CALM));
  }

  /** The schedule of RotateHandler, and hints from the queue of expiry messages. */
  private void tick() {
    Instant now = clock.instant();
    boolean lively = isLively();
    List<Runnable> invocations = new ArrayList<>();
    invocations.add(this::rotate);
    if (lively && random.nextInt(2) == 0) {
      invocations.add(this::rotate);
      if (random.nextInt(3) == 0) {
        invocations.add(this::rotate);
      }
      if (neighbour.isThere()) {
        invocations.add(neighbour::rotate);
      }
      deliveries.add(invocations);
    }
    overlap(invocations);
    Duration next = lively ? Duration.ofHours(6) : Duration.ofHours(36);
    if (!calm() && random.nextInt(100) == 0) {
      next = Duration.ofHours(random.nextInt(120)); // somebody moved or paused the schedule
      post.movedUntil = now.plus(next);
      people.excuseIfOneIsAwaited();
    }
    in(next, this::tick);
  }

  /** Whether something is about to happen to the secret, or just did. */
  boolean isLively() {
    Instant now = clock.instant();
    return !queue.waiting.isEmpty()
        || now.isAfter(amazon.newest().expiresAt.minus(LIVELY_FROM))
        || now.isBefore(amazon.newest().madeAt.plus(ModelAmazon.GRACE));
  }

  Deliveries deliveries() {
    return deliveries;
  }

  Functions functions() {
    return functions;
  }

  /** One invocation, disturbed, and sometimes beside others. */
  void around(Runnable invocation) {
    List<Runnable> invocations = new ArrayList<>();
    invocations.add(invocation);
    if (random.nextInt(4) == 0) {
      invocations.add(this::rotate);
      deliveries.add(invocations);
    }
    overlap(invocations);
  }

  void overlap(List<Runnable> invocations) {
    faults.active(true);
    if (invocations.size() == 1) {
      invocations.getFirst().run();
    } else {
      tally.overlaps++;
      turns.run(invocations);
    }
    faults.active(false);
  }

  void rotate() {
    long before = faults.hits();
    Instant startedAt = clock.instant();
    if (functions.rotate() == null) {
      if (clock.instant().isAfter(lastRun.plus(LONGEST_ALARM))) {
        repairs.trouble();
      }
      return;
    }
    lastRun = clock.instant();
    if (faults.hits() == before) {
      oracle.rotating.afterQuietRotate(startedAt, people.scribbledAt);
    }
  }

  private boolean queueSeenReady() {
    // Right after a change of the policy one reader sees it and another does not.
    return world.queueReady && (faults.rate() == 0 || random.nextInt(30) > 0);
  }

  /** The daily call, and while something is wrong more of them. */
  private void call() {
    if (random.nextInt(6) == 0) {
      calls.coldStart();
    }
    boolean works = calls.call();
    boolean wrong = !amazon.works(store.top().secret());
    if (wrong) {
      repairs.trouble();
    }
    if (!works) {
      world.trace.line("call", "fails");
    }
    oracle.ends.afterCall(works);
    boolean again = wrong && random.nextBoolean();
    in(
        Duration.ofMinutes(again ? 1 + random.nextInt(120) : 20 * 60 + random.nextInt(8 * 60)),
        this::call);
  }

  /**
   * Somebody deploys, changes, rolls back or deletes the stack; CloudFormation asks until it works.
   */
  private void changeStack() {
    overlap(List.of(this::deployOrDelete));
  }

  void deployOrDelete() {
    tally.deploys++;
    try {
      if (random.nextInt(8) == 0) {
        stack.delete();
      } else {
        stack.deploy();
      }
    } catch (Died | StoreException e) {
      tally.failures++;
      in(Duration.ofMinutes(1), this::changeStack);
    }
  }
}
