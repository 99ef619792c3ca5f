package io.lwarotation.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the watch tells people. A mail has short lines: what is wrong, what happens if nobody acts,
 * the steps, where, and how to stop these mails.
 *
 * @param app the application's name
 * @param account AWS's, of the stack
 * @param region AWS's, of the stack
 * @param automatic whether the stack rotates by itself
 */
public record NoticeTexts(String app, String account, String region, boolean automatic) {
  static final String CONSOLE = "https://sellercentral.amazon.com/sellingpartner/developerconsole";
  private static final String RUNBOOK = "docs/operations.md";

  /** The secret's end comes near. */
  public Notice secretExpires(long daysLeft, Instant expiresAt) {
    String when = daysLeft == 0 ? "today" : "in " + days(daysLeft);
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
    String when = daysAgo == 0 ? "today" : days(daysAgo) + " ago";
    return notice(
        "LWA client secret expired " + when + " (" + date(expiresAt) + ")",
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
            "./lwa status --app " + app + " shows who is confirmed"),
        "Confirm the subscription mail of AWS");
  }

  /** Somebody has not confirmed yet. */
  public Notice subscriptionPending(long pending) {
    return notice(
        plural(pending, "subscription is", "subscriptions are") + " not confirmed",
        "Who has not confirmed hears nothing, and after about 3 days the link is dead.",
        steps(
            "Find the mail \"AWS Notification - Subscription Confirmation\" and confirm it",
            "./lwa status --app " + app + " shows whose it is"),
        "Confirm the mail of AWS within 3 days");
  }

  /** Somebody has unsubscribed, or did not confirm in time. */
  public Notice subscriptionGone(long gone) {
    return notice(
        plural(gone, "subscription is", "subscriptions are") + " gone",
        "Somebody whom the stack subscribed hears nothing any more: they unsubscribed, or did not"
            + " confirm in time. A deploy alone does not subscribe them again.",
        steps(
            "./lwa status --app " + app + " shows who is left",
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
            "If no message is there, copy the secret from the Developer Console: " + CONSOLE,
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
            "./lwa doctor --app " + app + " shows whether the schedule is enabled",
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
        steps(put("--client-secret --expires DATE, with the date of the Developer Console")),
        "Store the secret again: ./lwa put --app " + app);
  }

  /** The watch cannot see all that it should. */
  public Notice watchIncomplete(List<String> problems) {
    return notice(
        "the watch cannot see everything",
        String.join("\n", problems),
        steps("Deploy again: it gives the function its rights back", "./lwa doctor --app " + app),
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
        new RotationNotices(app, "arn:aws:sqs:" + region + ":" + account + ":new-secrets");
    all.put(NoticeKind.ROTATED, rotation.stored(8, now.plus(Duration.ofDays(180)), soon));
    all.put(NoticeKind.ROTATION_NOT_ENROLLED, rotation.notEnrolled());
    all.put(NoticeKind.ROTATION_REFUSED, rotation.refused("SP-API answered 403"));
    all.put(NoticeKind.ROTATION_QUEUE_NOT_READY, rotation.queueNotReady("The queue is gone."));
    all.put(
        NoticeKind.ROTATION_STORED_SECRET_REFUSED,
        rotation.storedSecretRefused("Login with Amazon does not know it"));
    return all;
  }

  private Notice notice(String what, String otherwise, List<String> steps, String smsStep) {
    List<String> lines = new ArrayList<>();
    lines.add(app + ": " + what + ".");
    lines.add("");
    lines.add(otherwise);
    lines.add("");
    lines.add("What to do:");
    for (int i = 0; i < steps.size(); i++) {
      // Without a stop: it would be copied with the command or the address.
      lines.add(i + 1 + ". " + steps.get(i));
    }
    lines.add("");
    lines.add("AWS account " + account + ", region " + region + ", application " + app + ".");
    lines.add("This comes at most once a day and ends by itself when it is mended.");
    lines.add("To stop all mails: the link below, which leaves nobody to hear of the next one;");
    lines.add("better change the setting email and deploy.");
    return new Notice(
        shortName(60) + ": " + what,
        String.join("\n", lines),
        shortName(40) + ": " + what + ". " + smsStep);
  }

  /** A name that leaves room for what is to be said. */
  private String shortName(int longest) {
    return app.length() <= longest ? app : app.substring(0, longest - 3) + "...";
  }

  private static List<String> steps(String... steps) {
    return List.of(steps);
  }

  private static String rotate() {
    return "Rotate in the Developer Console (LWA credentials, View, Rotate secret): " + CONSOLE;
  }

  private String put(String options) {
    return "Store it: ./lwa put --app " + app + " " + options;
  }

  private String check() {
    return "See that it works: ./lwa check --app " + app;
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
