package io.lwarotation.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the watch tells people.
 *
 * @param app the application's name
 * @param automatic whether the stack rotates by itself
 */
public record NoticeTexts(String app, Place place, boolean automatic) {
  private static final String CONSOLE = NoticeForm.CONSOLE;
  private static final String RUNBOOK = NoticeForm.RUNBOOK;

  /** The secret's end comes near. */
  public Notice secretExpires(long daysLeft, Instant expiresAt) {
    String when = daysLeft == 0 ? "within a day" : "in " + days(daysLeft);
    String what = "LWA client secret expires " + when + " (" + date(expiresAt) + ")";
    return notice(
        what,
        "From " + expiresAt + " on SP-API refuses every call of this application.",
        automatic
            ? steps(
                "It should have rotated by itself. Find out why it has not: "
                    + RUNBOOK
                    + ", \"Rotation is late\"",
                rotate(),
                put("--client-secret"))
            : steps(rotate(), put("--client-secret"), check()),
        automatic
            ? "It has not rotated by itself: see Rotation is late in " + RUNBOOK
            : "Rotate it in Developer Console, then ./lwa put --app " + app);
  }

  /** The deadline has passed. */
  public Notice secretExpired(long daysAgo, Instant expiresAt) {
    String when =
        daysAgo == 0 ? "on " + date(expiresAt) : days(daysAgo) + " ago (" + date(expiresAt) + ")";
    return notice(
        "LWA client secret expired " + when,
        "SP-API refuses every call of this application until a new secret is stored. An expired secret"
            + " cannot rotate itself.",
        steps(rotate(), put("--client-secret"), check()),
        "SP-API refuses all calls. Rotate it in Developer Console, then ./lwa put --app " + app);
  }

  /** The grace of the secret before ends. */
  public Notice oldSecretEnds(Instant at) {
    return notice(
        "the old LWA client secret ends on " + date(at),
        "Programs that hold a copy of the old secret are refused from " + at + " on.",
        steps(
            "Let every program that keeps a copy read the parameter again, or restart it",
            "Nothing else: the new secret is stored and works"),
        "Programs that keep a copy must read it again before that");
  }

  /** Nobody would hear of anything but those who look at the console. */
  public Notice nobodySubscribed(long pending) {
    return notice(
        "nobody is subscribed to these notices",
        "Nobody hears of an expiring secret or a failed call.",
        steps(
            pending > 0
                ? "Find the mail \"AWS Notification - Subscription Confirmation\" and confirm it"
                : "Deploy again with another email setting and back, so that the confirmation is sent"
                    + " again",
            NoticeForm.step("See who is confirmed", form().command("status"))),
        "Confirm the subscription mail of AWS");
  }

  /** Somebody has not confirmed yet. */
  public Notice subscriptionPending(long pending) {
    return notice(
        plural(pending, "subscription is", "subscriptions are") + " not confirmed",
        "Who has not confirmed hears nothing, and after about 3 days the link is dead.",
        steps(
            "Find the mail \"AWS Notification - Subscription Confirmation\" and confirm it",
            NoticeForm.step("See whose it is", form().command("status"))),
        "Confirm the mail of AWS within 3 days");
  }

  /** Somebody has unsubscribed, or did not confirm in time. */
  public Notice subscriptionGone(long gone) {
    return notice(
        plural(gone, "subscription is", "subscriptions are") + " gone",
        "Somebody whom the stack subscribed hears nothing any more: they unsubscribed, or did not"
            + " confirm in time. A deploy alone does not subscribe them again.",
        steps(
            NoticeForm.step("See who is left", form().command("status")),
            "Take the missing address out of the setting email, deploy, put it back, deploy again"),
        "Somebody hears nothing any more: ./lwa status --app " + app);
  }

  /** A rotation was asked for and its secret has not come. */
  public Notice newSecretMissing(Instant requestedAt) {
    return notice(
        "the new LWA client secret asked for on " + date(requestedAt) + " has not come",
        "If Amazon did rotate, the stored secret dies 7 days after the request of "
            + requestedAt
            + ".",
        steps(
            "Follow \"Rotation is late\" in " + RUNBOOK,
            NoticeForm.step(
                "If no message is there, copy the secret from the Developer Console", CONSOLE),
            put("--client-secret")),
        "See Rotation is late in " + RUNBOOK);
  }

  /** Something lies in a dead-letter queue. */
  public Notice deadLetters(Map<String, Long> counts) {
    String list =
        counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return notice(
        "messages lie in dead-letter queues",
        "They could not be handled: "
            + list
            + ". One in NewSecret may be the only copy of a new secret.",
        steps(
            "Look the queue up under \"What each alarm means\" in "
                + RUNBOOK
                + " and act as it says"),
        list);
  }

  /** Calls of SP-API fail. */
  public Notice callsFail(Optional<Instant> lastGood) {
    return notice(
        "calls of SP-API fail",
        lastGood
            .map(at -> "The last call that succeeded was on " + at + ".")
            .orElse("No call has succeeded in the last two weeks."),
        steps(check(), "Do what the diagnosis says; the README explains each"),
        "Find out why: ./lwa check --app " + app);
  }

  /** No call of SP-API is made any more. */
  public Notice noCalls(Instant lastCall) {
    return notice(
        "SP-API is not called any more",
        "The last call was on " + lastCall + "; nobody sees whether the secret works.",
        steps(
            NoticeForm.step("See whether the schedule is enabled", form().command("doctor")),
            "Deploy again if it is gone"),
        "The schedule does not run: ./lwa doctor --app " + app);
  }

  /** The rotation record cannot be read. */
  public Notice recordBroken(String reason) {
    return notice(
        "the rotation record cannot be read",
        "Its parameter was changed by hand: "
            + reason
            + ". Until then the secret's age is counted from"
            + " the day it was stored.",
        steps(
            "Look up the date of expiry in the Developer Console",
            put("--client-secret --expires DATE")),
        "Store the secret again: ./lwa put --app " + app);
  }

  /** The watch cannot see all that it should. */
  public Notice watchIncomplete(List<String> problems) {
    return notice(
        "the watch cannot see everything",
        String.join("\n", problems),
        steps(
            "Deploy again: it gives the function its rights back",
            NoticeForm.step("See that all is well", form().command("doctor"))),
        "Deploy the stack again");
  }

  /** A sample of every notice that the watch and the rotation publish, by its kind. */
  public Map<NoticeKind, Notice> samples(Instant now) {
    Instant soon = now.plus(Duration.ofDays(14));
    Map<NoticeKind, Notice> all = new LinkedHashMap<>();
    all.put(NoticeKind.SECRET_EXPIRES, secretExpires(14, soon));
    all.put(NoticeKind.SECRET_EXPIRED, secretExpired(1, now.minus(Duration.ofDays(1))));
    all.put(NoticeKind.OLD_SECRET_ENDS, oldSecretEnds(now.plus(Duration.ofDays(2))));
    all.put(NoticeKind.NOBODY_SUBSCRIBED, nobodySubscribed(1));
    all.put(NoticeKind.SUBSCRIPTION_PENDING, subscriptionPending(1));
    all.put(NoticeKind.SUBSCRIPTION_GONE, subscriptionGone(1));
    all.put(NoticeKind.NEW_SECRET_MISSING, newSecretMissing(now.minus(Duration.ofDays(2))));
    all.put(NoticeKind.DEAD_LETTERS, deadLetters(Map.of("NewSecret", 1L)));
    all.put(NoticeKind.CALLS_FAIL, callsFail(Optional.of(now.minus(Duration.ofDays(2)))));
    all.put(NoticeKind.NO_CALLS, noCalls(now.minus(Duration.ofDays(3))));
    all.put(NoticeKind.RECORD_BROKEN, recordBroken("it is not JSON"));
    all.put(
        NoticeKind.WATCH_INCOMPLETE,
        watchIncomplete(List.of("SNS refused (AuthorizationError) while reading the topic.")));
    RotationNotices rotation =
        new RotationNotices(
            app, place, "arn:aws:sqs:%s:%s:new-secrets".formatted(place.region(), place.account()));
    all.put(NoticeKind.ROTATED, rotation.stored(8, now.plus(Duration.ofDays(180)), soon));
    all.put(NoticeKind.ROTATION_NOT_ENROLLED, rotation.notEnrolled());
    all.put(NoticeKind.ROTATION_REFUSED, rotation.refused("SP-API answered 403"));
    all.put(NoticeKind.ROTATION_QUEUE_NOT_READY, rotation.queueNotReady("The queue is gone."));
    all.put(
        NoticeKind.ROTATION_STORED_SECRET_REFUSED,
        rotation.storedSecretRefused("Login with Amazon does not know it"));
    all.put(
        NoticeKind.ROTATION_SECRET_NOT_PROVEN,
        rotation.secretNotProven("SP-API answered 403 (ACCESS_DENIED)"));
    all.put(
        NoticeKind.ROTATION_NOT_OURS,
        rotation.notOurs(
            "The stack of " + app + "-eu rotates this client.",
            "/lwa-rotation/clients/0123456789abcdef0123456789abcdef"));
    all.put(NoticeKind.SECRET_ENDS_EARLY, rotation.endsEarly(soon, "SECRET_EXPOSED"));
    return all;
  }

  /**
   * The lines that come without code of ours: Parameter Store's reminder, and a rehearsal of it.
   */
  public Map<String, Notice> lines(int days) {
    ReminderLine line = new ReminderLine(app, days, automatic);
    String parameter = "/" + app + "/lwa/clientsecret";
    Map<String, Notice> all = new LinkedHashMap<>();
    all.put("REMINDER", ReminderLine.arriving(line.of("aws.ssm", parameter)));
    all.put("DRILL", ReminderLine.arriving(line.ofDrill(parameter)));
    return all;
  }

  private Notice notice(String what, String otherwise, List<String> steps, String smsStep) {
    return form().untilMended(what, otherwise, steps, smsStep);
  }

  private NoticeForm form() {
    return new NoticeForm(app, place);
  }

  private static List<String> steps(String... steps) {
    return List.of(steps);
  }

  private static String rotate() {
    return NoticeForm.rotate();
  }

  private String put(String options) {
    return form().put(options);
  }

  private String check() {
    return form().check();
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private static String plural(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  private static String date(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
