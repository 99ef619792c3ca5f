package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.AcceptNewSecret;
import io.lwarotation.core.rotation.AcceptOutcome;
import io.lwarotation.core.rotation.AccessPolicy;
import io.lwarotation.core.rotation.AccessPolicy.Effect;
import io.lwarotation.core.rotation.AccessPolicy.Patterns;
import io.lwarotation.core.rotation.AccessPolicy.Principals;
import io.lwarotation.core.rotation.NewSecretMessage;
import io.lwarotation.core.rotation.NewSecretQueue;
import io.lwarotation.core.rotation.NewSecretQueue.Encryption;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.Notices;
import io.lwarotation.core.rotation.QueueReadiness;
import io.lwarotation.core.rotation.RotateOutcome;
import io.lwarotation.core.rotation.RotateSecret;
import io.lwarotation.core.rotation.RotationEvents;
import io.lwarotation.core.rotation.RotationPolicy;
import io.lwarotation.core.rotation.simulation.Faults.Invocation;
import io.lwarotation.core.rotation.simulation.ModelQueue.Message;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One history of 900 days: what happens, when, and to whom. */
final class History {
  static final Duration LENGTH = Duration.ofDays(900);

  /** From here on nothing new goes wrong, so that all can come to rest. */
  private static final Duration CALM = Duration.ofDays(840);

  /** The age of a secret from which on every run of the schedule is played. */
  private static final Duration LIVELY_FROM = Duration.ofDays(149);

  private static final Duration BUDGET = Duration.ofSeconds(50);
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:new-secret";
  private static final Secret REFRESH_TOKEN = Secret.of("Atzr|EXAMPLE");

  private record Event(Instant at, long number, Runnable what) {}

  private final RandomGenerator random;
  private final Mutant mutant;
  private final SimulatedClock clock = new SimulatedClock();
  private final Turns turns;
  private final Faults faults;
  private final ModelAmazon amazon;
  private final ModelStore store;
  private final ModelQueue queue = new ModelQueue();
  private final Oracle oracle;
  private final People people;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private final Tally tally;
  private long numbers;
  private boolean queueReady = true;
  private boolean fixing;

  /** Until when the schedule does not run, since somebody moved it. */
  private Instant movedUntil = Instant.MIN;

  /** How often a person may still act in the very moment in which a message is handled. */
  private int interruptions = 3;

  private final Calls calls;
  private final Stack stack;

  private final @Nullable PrintStream trace;

  History(long seed, Mutant mutant, Tally tally, @Nullable PrintStream trace) {
    this.trace = trace;
    this.random = new SplittableRandom(seed);
    this.mutant = mutant;
    this.tally = tally;
    this.turns = new Turns(random);
    this.faults = new Faults(random, clock, turns);
    this.amazon = new ModelAmazon(clock, random);
    this.store = new ModelStore(clock, random, amazon.clientId, REFRESH_TOKEN);
    this.oracle = new Oracle(clock, amazon, store);
    this.people = new People(clock, random, store, amazon, oracle);
    this.calls = new Calls(clock, store, amazon, faults, oracle, mutant, tally);
    this.stack = new Stack(clock, random, store, oracle, faults, mutant);
  }

  /**
   * Runs the whole history.
   *
   * @throws Violation at the first invariant that does not hold
   */
  void run() {
    double[] rates = {0, 0.01, 0.05, 0.2};
    faults.rate(rates[random.nextInt(rates.length)]);
    stack.deploy();
    Secret first = amazon.initial().secret;
    store.writeSecret(first, true);
    if (random.nextBoolean()) {
      people.put(first);
    }
    clock.advance(Duration.ofMinutes(1)); // no reader is behind any more
    in(Duration.ofHours(random.nextInt(24)), this::tick);
    in(Duration.ofHours(random.nextInt(24)), this::call);
    int acts = random.nextInt(8);
    for (int i = 0; i < acts; i++) {
      in(Duration.ofMinutes(random.nextInt((int) CALM.toMinutes())), this::handAct);
    }
    int deploys = random.nextInt(6);
    for (int i = 0; i < deploys; i++) {
      in(Duration.ofMinutes(random.nextInt((int) CALM.toMinutes())), this::changeStack);
    }
    in(CALM, () -> faults.rate(0));
    Instant end = SimulatedClock.START.plus(LENGTH);
    while (true) {
      Event next = events.poll();
      if (next == null || next.at().isAfter(end)) {
        break;
      }
      clock.advanceTo(next.at());
      next.what().run();
    }
    clock.advanceTo(end);
    queue.expire(clock.instant());
    oracle.atTheEnd();
    tally.histories++;
    tally.secrets += amazon.secrets().size() - 1;
  }

  SimulatedClock clock() {
    return clock;
  }

  private void trace(String what, Object detail) {
    if (trace != null) {
      trace.printf(
          "day %9.4f  %-10s %s; stored %s, newest %d, record %s%n",
          clock.day(),
          what,
          detail,
          describe(store.top().secret()),
          amazon.newest().index,
          store.topRecord());
    }
  }

  private String describe(@Nullable Secret secret) {
    ModelAmazon.Made made = amazon.find(secret);
    return made == null ? "bad" : made.index + (made.works(clock.instant()) ? "" : " (dead)");
  }

  private void in(Duration delay, Runnable what) {
    events.add(new Event(clock.instant().plus(delay), numbers++, what));
  }

  private boolean calm() {
    return !clock.instant().isBefore(SimulatedClock.START.plus(CALM));
  }

  /** The schedule of RotateHandler, and hints from the queue of expiry messages. */
  private void tick() {
    Instant now = clock.instant();
    boolean lively =
        !queue.waiting.isEmpty()
            || now.isAfter(amazon.newest().madeAt.plus(LIVELY_FROM))
            || now.isBefore(amazon.newest().madeAt.plus(ModelAmazon.GRACE));
    List<Runnable> invocations = new ArrayList<>();
    invocations.add(this::rotate);
    if (lively && random.nextInt(4) == 0) {
      invocations.add(this::rotate);
      if (random.nextInt(3) == 0) {
        invocations.add(this::rotate);
      }
      addDeliveries(invocations);
    }
    overlap(invocations);
    Duration next = lively ? Duration.ofHours(6) : Duration.ofHours(36);
    if (!calm() && random.nextInt(100) == 0) {
      next = Duration.ofHours(random.nextInt(120)); // somebody moved or paused the schedule
      movedUntil = now.plus(next);
      people.excuseIfOneIsAwaited();
    }
    in(next, this::tick);
  }

  private void overlap(List<Runnable> invocations) {
    faults.active(true);
    if (invocations.size() == 1) {
      invocations.getFirst().run();
    } else {
      tally.overlaps++;
      turns.run(invocations);
    }
    faults.active(false);
  }

  private void rotate() {
    Invocation by = new Invocation("rotate", clock.instant());
    long before = faults.hits();
    tally.runs++;
    Mutant.Ports ports = mutant.around(ports(by, false), NO_MESSAGE);
    try {
      RotateOutcome outcome =
          new RotateSecret(
                  Stack.NAMES.app(),
                  new RotationPolicy(mutant.settings()),
                  ports.vault(),
                  ports.records(),
                  queueAsSeen(by),
                  ports.tokens(),
                  ports.spApi(),
                  ports.notices())
              .run(Deadline.in(BUDGET, clock));
      oracle.checkOutcome(outcome);
      tally.count(outcome.getClass().getSimpleName());
      if (!(outcome instanceof RotateOutcome.Waited)) {
        trace("rotate", outcome);
      }
      if (faults.hits() == before) {
        oracle.afterQuietRotate(people.scribbledAt);
      }
    } catch (Died | StoreException e) {
      tally.failures++;
      trace("rotate", e);
    }
  }

  private static final NewSecretMessage NO_MESSAGE =
      new NewSecretMessage(
          new ClientId("none"), Secret.of("none"), Instant.EPOCH, null, null, null);

  private Mutant.Ports ports(Invocation by, boolean withRefreshToken) {
    return new Mutant.Ports(
        store.vault(faults, by, oracle, withRefreshToken),
        store.records(faults, by),
        amazon.tokens(faults, by),
        amazon.spApi(faults, by, oracle, this::send),
        notices(by));
  }

  private Notices notices(Invocation by) {
    return (notice, deadline) ->
        faults.aws(
            by,
            () -> {
              oracle.beforeNotice(notice);
              trace("notice", notice.subject());
              tally.notices++;
              if (!notice.subject().contains("is stored")) {
                trouble();
              }
              return true;
            });
  }

  private NewSecretQueue queueAsSeen(Invocation by) {
    // Right after a change of the policy one reader sees it and another does not.
    boolean ready = queueReady && (faults.rate() == 0 || random.nextInt(30) > 0);
    return deadline -> faults.aws(by, () -> Optional.of(ready ? READY : NOT_READY));
  }

  private static final QueueDescription READY =
      new QueueDescription(
          QUEUE,
          new AccessPolicy(
              List.of(
                  new AccessPolicy.Statement(
                      Effect.ALLOW,
                      new Principals(false, List.of(QueueReadiness.AMAZON_ACCOUNT)),
                      new Patterns(false, List.of("sqs:SendMessage")),
                      new Patterns(false, List.of(QUEUE)),
                      List.of()))),
          new Encryption.BySqs());
  private static final QueueDescription NOT_READY =
      new QueueDescription(QUEUE, new AccessPolicy(List.of()), new Encryption.BySqs());

  /** Amazon sends the message of a new secret: soon, late, again, or, if it may not, never. */
  private void send(ModelAmazon.Made made) {
    NewSecretMessage message = amazon.message(made);
    if (!queueReady || !amazon.enrolled || (!calm() && random.nextInt(40) == 0)) {
      if (people.mayMissTheGrace() || movedUntil.isAfter(clock.instant())) {
        oracle.excuse(people.longestTrouble());
      }
      trace("message", "is lost or very late");
      if (random.nextBoolean()) {
        deliver(message, Duration.ofHours(60L + random.nextInt(240)));
      }
      return;
    }
    deliver(
        message,
        random.nextInt(5) == 0
            ? Duration.ofMinutes(random.nextInt(48 * 60))
            : Duration.ofSeconds(1 + random.nextInt(120)));
    for (int again = random.nextInt(4); again > 0; again--) {
      deliver(
          message,
          random.nextBoolean()
              ? Duration.ofMinutes(random.nextInt(16 * 24 * 60))
              : Duration.ofSeconds(random.nextInt(300)));
    }
    if (random.nextInt(5) == 0) {
      NewSecretMessage forged =
          new NewSecretMessage(
              new ClientId("amzn1.application-oa2-client.EXAMPLE-OTHER"),
              Secret.of("amzn1.oa2-cs.v1.EXAMPLE-other"),
              made.expiresAt.plus(Duration.ofDays(1)),
              null,
              made.madeAt.plusSeconds(1),
              "n-other");
      deliver(forged, Duration.ofMinutes(random.nextInt(600)));
    }
  }

  private void deliver(NewSecretMessage body, Duration delay) {
    in(
        delay,
        () -> {
          Message message = queue.send(body, clock.instant());
          receive(message);
        });
  }

  /** Two messages that come at the same moment. */
  private void deliverTogether(ModelAmazon.Made one, ModelAmazon.Made other) {
    Message first = queue.send(amazon.message(one), clock.instant());
    Message second = queue.send(amazon.message(other), clock.instant());
    overlap(List.of(accept(first), accept(second)));
    for (Message message : List.of(first, second)) {
      in(ModelQueue.VISIBILITY, () -> receive(message));
    }
  }

  /** The event source mapping: hands out a message when it is visible. */
  private void receive(Message message) {
    queue.expire(clock.instant());
    if (!queue.waiting.contains(message)) {
      return;
    }
    if (clock.instant().isBefore(message.visibleAt)) {
      in(Duration.between(clock.instant(), message.visibleAt), () -> receive(message));
      return;
    }
    List<Runnable> invocations = new ArrayList<>();
    invocations.add(accept(message));
    if (random.nextInt(2) == 0) {
      if (random.nextInt(3) == 0) {
        invocations.add(accept(message)); // a standard queue may hand it out twice
      }
      if (random.nextInt(2) == 0) {
        invocations.add(this::rotate);
      }
      if (random.nextInt(20) == 0) {
        invocations.add(this::deployOrDelete);
      }
      if (!calm() && interruptions > 0 && random.nextInt(20) == 0) {
        interruptions--;
        invocations.add(this::actBetween);
      }
      addDeliveries(invocations);
    }
    overlap(invocations);
    if (queue.waiting.contains(message)) {
      if (message.receives >= ModelQueue.MAX_RECEIVES) {
        queue.bury(message);
        tally.buried++;
        if (people.mayMissTheGrace()) {
          oracle.excuse(people.longestTrouble()); // redriven after the old secret's grace
        }
        trouble();
      } else {
        in(Duration.between(clock.instant(), message.visibleAt), () -> receive(message));
      }
    }
  }

  private void addDeliveries(List<Runnable> invocations) {
    for (Message message : queue.waiting) {
      if (invocations.size() < 5
          && !message.visibleAt.isAfter(clock.instant().plus(ModelQueue.VISIBILITY))
          && random.nextBoolean()) {
        invocations.add(accept(message));
      }
    }
  }

  private void actBetween() {
    for (int wait = random.nextInt(12); wait > 0; wait--) {
      turns.pass();
    }
    people.act();
  }

  private Runnable accept(Message message) {
    message.receives++;
    message.visibleAt = clock.instant().plus(ModelQueue.VISIBILITY);
    return () -> {
      Invocation by = new Invocation("accept", clock.instant());
      NewSecretMessage body = mutant.message(message.body, clock.instant());
      Mutant.Ports ports = mutant.around(ports(by, true), body);
      RotationEvents bus =
          (event, deadline) ->
              faults.aws(
                  by,
                  () -> {
                    tally.events++;
                    return true;
                  });
      tally.deliveries++;
      try {
        AcceptOutcome outcome =
            new AcceptNewSecret(
                    Stack.NAMES,
                    new RotationPolicy(mutant.settings()),
                    ports.vault(),
                    ports.records(),
                    ports.tokens(),
                    ports.spApi(),
                    bus,
                    ports.notices())
                .run(body, Deadline.in(BUDGET, clock));
        oracle.checkOutcome(outcome);
        tally.count(kind(outcome));
        trace("accept", outcome);
        if (mutant.acknowledges(outcome)) {
          acknowledge(message, by);
        }
      } catch (Died | StoreException e) {
        tally.failures++;
        trace("accept", e);
        if (mutant.acknowledgesFailures() && e instanceof StoreException) {
          faults.active(false);
          acknowledge(message, by);
        }
      }
    };
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

  private void acknowledge(Message message, Invocation by) {
    faults.aws(
        by,
        () -> {
          oracle.beforeAcknowledge(message.body);
          return queue.waiting.remove(message);
        });
  }

  /** The daily call, and while something is wrong more of them. */
  private void call() {
    if (random.nextInt(6) == 0) {
      calls.coldStart();
    }
    boolean works = calls.call();
    boolean wrong = !amazon.works(store.top().secret());
    if (wrong) {
      trouble();
    }
    if (!works) {
      trace("call", "fails");
    }
    oracle.afterCall(works);
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

  private void deployOrDelete() {
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

  private void handAct() {
    switch (random.nextInt(3)) {
      case 0 -> {
        people.act();
        trace("hand", "acted");
      }
      case 1 -> {
        queueReady = false;
        trace("hand", "queue policy broken");
        in(people.delay(), () -> queueReady = true);
      }
      default -> {
        rotateInConsole();
        trace("hand", "rotated in the console");
      }
    }
    if (!amazon.enrolled || !amazon.authorized) {
      in(people.delay(), this::fix);
    }
  }

  /** Amazon may or may not send a message, and people may or may not store the secret by hand. */
  private void rotateInConsole() {
    oracle.excuse(people.longestTrouble());
    // Amazon rotates once a minute at most: no two secrets have the same dates.
    clock.advanceTo(amazon.newest().madeAt.plusSeconds(60));
    ModelAmazon.Made made = random.nextInt(2) == 0 ? rotateTwice() : amazon.rotate(false);
    if (random.nextInt(3) > 0) {
      send(made);
    }
    if (random.nextBoolean()) {
      in(
          Duration.ofMinutes(random.nextInt(3 * 24 * 60)),
          () -> {
            oracle.excuse(people.longestTrouble());
            if (random.nextBoolean()) {
              people.paste(made.secret);
            } else {
              people.put(made.secret);
            }
          });
    }
  }

  private ModelAmazon.Made rotateTwice() {
    ModelAmazon.Made hasty = amazon.rotate(false);
    clock.advance(Duration.ofSeconds(60L + random.nextInt(600)));
    ModelAmazon.Made made = amazon.rotate(false);
    if (random.nextBoolean()) {
      send(hasty);
    } else if (queueReady && amazon.enrolled) {
      in(Duration.ofMinutes(random.nextInt(180)), () -> deliverTogether(hasty, made));
    }
    return made;
  }

  /** Somebody hears of trouble and looks at it some time later. */
  private void trouble() {
    if (!fixing) {
      fixing = true;
      in(people.delay(), this::fix);
    }
  }

  private void fix() {
    fixing = false;
    trace("fix", "begins");
    queueReady = true;
    amazon.enrolled = true;
    amazon.authorized = true;
    queue.expire(clock.instant());
    // A person deletes what the log calls foreign, and what a redrive did not help.
    queue.dead.removeIf(
        message ->
            !message.body.clientId().equals(amazon.clientId)
                || (message.redriven && !message.body.newSecret().equals(amazon.newest().secret)));
    for (Message message : queue.redrive(clock.instant())) {
      in(Duration.ofSeconds(random.nextInt(60)), () -> receive(message));
    }
    if (clock.instant().isAfter(amazon.newest().expiresAt.minus(Duration.ofDays(25)))) {
      amazon.rotate(false); // the program could not, and the console shows it
    }
    ModelAmazon.Made newest = amazon.newest();
    if (newest.secret.equals(store.top().secret()) && newest.works(clock.instant())) {
      return;
    }
    boolean comes =
        queue.waiting.stream().anyMatch(message -> message.body.newSecret().equals(newest.secret));
    if (comes && amazon.works(store.top().secret())) {
      return;
    }
    oracle.excuse(Duration.ofHours(26));
    if (random.nextBoolean()) {
      people.paste(newest.secret);
    } else {
      people.put(newest.secret);
    }
  }
}
