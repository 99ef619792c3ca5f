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
final class History implements Seeds.Played {
  static final Duration LENGTH = Duration.ofDays(900);

  /** From here on nothing new goes wrong, so that all can come to rest. */
  private static final Duration CALM = Duration.ofDays(840);

  /** How long before a secret's end every run of the schedule is played. */
  private static final Duration LIVELY_FROM = Duration.ofDays(31);

  /** How long people leave an alarm alone that says that the runs of RotateHandler fail. */
  private static final Duration LONGEST_ALARM = Duration.ofDays(10);

  private record Event(Instant at, long number, Runnable what) {}

  final SplittableRandom random;
  final Chance.Seeded chance;
  final World world;
  final Turns turns;
  final Faults faults;
  final People people;
  final Post post;
  final Endings endings;
  final Repairs repairs;
  final Deliveries deliveries;
  final Neighbour neighbour;
  final Functions functions;
  private final Calls calls;
  private final Stack stack;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private long numbers;
  private Instant lastRun = SimulatedClock.START;

  History(long seed, Mutant mutant, Tally tally, @Nullable PrintStream out) {
    this.random = new SplittableRandom(seed);
    this.chance = new Chance.Seeded(random);
    this.world = new World(chance, mutant, tally);
    world.telling(out, world::secrets);
    this.turns = new Turns(random);
    this.faults = new Faults(random, world.clock, turns);
    world.faults = faults;
    world.queueSeenReady = this::queueSeenReady;
    this.people = new People(this);
    this.post = new Post(this);
    this.endings = new Endings(this);
    this.repairs = new Repairs(this);
    this.deliveries = new Deliveries(this);
    this.neighbour = new Neighbour(this);
    this.functions = new Functions(world);
    this.calls = new Calls(world, faults);
    this.stack = new Stack(world, random);
    world.amazon.sent = post::send;
    world.trouble = repairs::trouble;
  }

  @Override
  public void run() {
    double[] rates = {0, 0.01, 0.05, 0.2};
    faults.rate(rates[random.nextInt(rates.length)]);
    stack.deploy();
    Secret first = world.amazon.initial().secret;
    world.store.writeSecret(first, true);
    if (random.nextBoolean()) {
      people.store(first);
    }
    world.clock.advance(Duration.ofMinutes(1)); // no reader is behind any more
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
      world.clock.advanceTo(next.at());
      next.what().run();
      endings.plan();
    }
    world.clock.advanceTo(end);
    world.queue.expire(world.now());
    world.oracle.ends.atTheEnd();
    world.tally.count("histories");
    world.tally.add("new secrets", world.amazon.secrets().size() - 1L);
  }

  @Override
  public World world() {
    return world;
  }

  void in(Duration delay, Runnable what) {
    at(world.now().plus(delay), what);
  }

  void at(Instant when, Runnable what) {
    events.add(new Event(when, numbers++, what));
  }

  /** Somebody hears of a dead letter, and sends it on when they have looked. */
  void redriven(Runnable delivery) {
    repairs.trouble();
    in(people.delay(), delivery);
  }

  boolean isCalm() {
    return !world.now().isBefore(SimulatedClock.START.plus(CALM));
  }

  /** The schedule of RotateHandler, and hints from the queue of expiry messages. */
  private void tick() {
    Instant now = world.now();
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
    if (!isCalm() && random.nextInt(100) == 0) {
      next = Duration.ofHours(random.nextInt(120)); // somebody moved or paused the schedule
      post.movedUntil = now.plus(next);
      people.excuseIfOneIsAwaited();
    }
    in(next, this::tick);
  }

  /** Whether something is about to happen to the secret, or just did. */
  boolean isLively() {
    Instant now = world.now();
    return !world.queue.waiting.isEmpty()
        || now.isAfter(world.newest().expiresAt.minus(LIVELY_FROM))
        || now.isBefore(world.newest().madeAt.plus(ModelAmazon.GRACE));
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
      world.tally.count("overlaps");
      turns.run(invocations);
    }
    faults.active(false);
  }

  void rotate() {
    long before = faults.hits();
    Instant startedAt = world.now();
    if (functions.rotate(false) == null) {
      if (world.now().isAfter(lastRun.plus(LONGEST_ALARM))) {
        repairs.trouble();
      }
      return;
    }
    lastRun = world.now();
    if (faults.hits() == before) {
      world.oracle.rotating.afterQuietRotate(startedAt, people.scribbledAt);
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
    boolean wrong = !world.amazon.works(world.stored());
    if (wrong) {
      repairs.trouble();
    }
    if (!works) {
      world.trace.line("call", "fails");
    }
    world.oracle.ends.afterCall(works);
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
    world.tally.count("changes of the stack");
    try {
      if (random.nextInt(8) == 0) {
        stack.delete();
      } else {
        stack.deploy();
      }
    } catch (Died | StoreException e) {
      world.tally.count("failed attempts");
      in(Duration.ofMinutes(1), this::changeStack);
    }
  }
}
