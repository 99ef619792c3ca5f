package io.lwarotation.core.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the watch tells people.
 *
 * @param automatic whether the stack rotates by itself
 */
public record NoticeTexts(String app, Place place, boolean automatic) {
  private static final String CONSOLE = NoticeForm.CONSOLE;
  private static final String RUNBOOK = NoticeForm.RUNBOOK;
  private static final String CONFIRM =
      "Find the mail \"AWS Notification - Subscription Confirmation\" and click its link. A webhook"
          + " confirms by itself: if it has not, check its URL";

  /** The secret's end comes near. */
  public Notice secretExpires(long daysLeft, Instant expiresAt) {
    String when = daysLeft == 0 ? "within a day" : "in " + days(daysLeft);
    String what = "LWA client secret expires " + when + " (" + date(expiresAt) + ")";
    return notice(
        what,
        "From " + expiresAt + " on, SP-API refuses every call of this application.",
        automatic
            ? List.of(
                "Find out why it has not rotated by itself: " + RUNBOOK + ", \"Rotation is late\"",
                NoticeForm.rotate("If you cannot fix that in time, rotate"),
                put("--client-secret"))
            : form().byHand(),
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
        "SP-API refuses every call of this application until a new secret is stored.\nAn expired"
            + " secret cannot rotate itself.",
        form().byHand(),
        "SP-API refuses all calls. Rotate it in Developer Console, then ./lwa put --app " + app);
  }

  /** The grace of the secret before ends. */
  public Notice oldSecretEnds(Instant at) {
    return form()
        .once(
            "the old LWA client secret stops working on " + date(at),
            "Programs that still use a copy of the old secret are refused from " + at + " on.",
            List.of(
                "Make every program that keeps a copy read the parameter again, or restart it",
                "Nothing else: the new secret is stored and works"),
            "Programs that keep a copy must read the new one before then");
  }

  /** Nobody is told anything but those who look at the console. */
  public Notice nobodySubscribed(long pending) {
    return notice(
        "nobody is subscribed to these notices",
        "Nobody is told when the secret is about to expire or when calls fail.",
        List.of(
            pending > 0
                ? CONFIRM
                : "Deploy with another email setting, then with the right one again: AWS sends a new"
                    + " confirmation mail",
            NoticeForm.step("See who is subscribed", form().command("status"))),
        pending > 0
            ? "Confirm the subscription: see AWS's mail"
            : "Subscribe again: see " + RUNBOOK);
  }

  /** Somebody has not confirmed yet. */
  public Notice subscriptionPending(long pending) {
    return notice(
        plural(pending, "subscription is", "subscriptions are") + " not confirmed",
        "An address gets no notices until it is confirmed. AWS's confirmation link is valid for two"
            + " days only.",
        List.of(
            CONFIRM,
            "If two days have passed, remove it from the setting email or webhook and deploy; then put"
                + " it back and deploy again",
            NoticeForm.step("See whose it is", form().command("status"))),
        "The link in AWS's mail is valid for two days");
  }

  /** Somebody has unsubscribed, or did not confirm in time. */
  public Notice subscriptionGone(long gone) {
    return notice(
        plural(gone, "subscription is", "subscriptions are") + " gone",
        "Somebody no longer gets notices: they unsubscribed, a mail scanner followed the unsubscribe"
            + " link, or they did not confirm within two days.\n"
            + "A deploy alone does not subscribe them again.",
        List.of(
            NoticeForm.step("See who is left", form().command("status")),
            "Remove the missing address from the setting email or webhook and deploy; then put it back"
                + " and deploy again"),
        "Somebody no longer gets notices: ./lwa status --app " + app);
  }

  /** A rotation was asked for and its secret has not come. */
  public Notice newSecretMissing(Instant requestedAt) {
    return notice(
        "the new LWA client secret requested on " + date(requestedAt) + " has not arrived",
        "If Amazon did rotate, the stored secret stops working at %s, 7 days after the request."
            .formatted(requestedAt.plus(Duration.ofDays(7))),
        List.of(
            "Follow \"Rotation is late\" in " + RUNBOOK,
            NoticeForm.step(
                "If there is no message, copy the secret from the Developer Console", CONSOLE),
            put("--client-secret")),
        "See Rotation is late in " + RUNBOOK);
  }

  /** Something lies in a dead-letter queue. */
  public Notice deadLetters(Map<String, Long> counts) {
    String list =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " in " + entry.getKey())
            .collect(Collectors.joining(", "));
    return notice(
        "messages are in dead-letter queues",
        "They could not be processed: "
            + list
            + ".\nA message in NewSecret may hold the only copy of a new secret.",
        List.of(
            "Look the queue up under \"What each alarm means\" in %s and do what it says"
                .formatted(RUNBOOK)),
        list);
  }

  /** Calls of SP-API fail. */
  public Notice callsFail(Optional<Instant> lastGood) {
    return notice(
        "calls to SP-API fail",
        lastGood
            .map(at -> "The last successful call was at " + at + ".")
            .orElse("No call has succeeded so far."),
        List.of(
            NoticeForm.step("Find out why", form().command("check")),
            "Do what the diagnosis says; docs/calls.md explains each one"),
        "Find out why: ./lwa check --app " + app);
  }

  /**
   * No call of SP-API is made any more.
   *
   * @param last the last one, if there ever was one
   * @param since when the calls should have begun, if there never was one
   */
  public Notice noCalls(Optional<Instant> last, Instant since, String schedule) {
    return notice(
        last.isPresent() ? "SP-API is no longer called" : "SP-API has not been called yet",
        last.map(at -> "The last call was at " + at).orElse("There has been no call since " + since)
            + ", and the schedule is "
            + schedule
            + ".\nAs long as nothing calls SP-API, nobody notices when the secret stops working.",
        List.of(
            NoticeForm.step("See whether the schedule is enabled", form().command("doctor")),
            "If it is gone, deploy again"),
        "The schedule does not run: ./lwa doctor --app " + app);
  }

  /** The rotation record cannot be read. */
  public Notice recordBroken(String reason) {
    return notice(
        "the rotation record cannot be read",
        "Its parameter was changed by hand: "
            + reason
            + ".\nUntil this is fixed, its last readable version counts; without one, the secret counts as"
            + " expiring 180 days after it was stored.",
        List.of(
            "Look up in the Developer Console when the secret expires",
            NoticeForm.step("Store it again with that date", putWithDate())),
        "Store the secret again: ./lwa put --app " + app);
  }

  /** An edit of the rotation record is ignored. */
  public Notice recordEdited(Instant editedAt) {
    return notice(
        "an edit to the rotation record is ignored",
        "Its parameter was edited by hand at "
            + editedAt
            + ", and the field \"follows\" was left in it.\nSo it does not count; the earlier"
            + " version of the record still does.",
        List.of(
            "To keep the edit: edit the parameter again and delete the field \"follows\"",
            NoticeForm.step(
                "To undo it: store the secret again with the date on which it expires",
                putWithDate())),
        "See the e-mail for how to keep or undo it");
  }

  /** The watch cannot see all that it should. */
  public Notice watchIncomplete(List<String> problems) {
    return notice(
        "the watch cannot see everything",
        String.join("\n", problems),
        List.of(
            "Deploy again: this gives the function its rights back",
            NoticeForm.step("Check that all is well", form().command("doctor"))),
        "Deploy the stack again");
  }

  /** A sample of every notice that the watch and the rotation publish, by its kind. */
  public Map<NoticeKind, Notice> samples(Instant now) {
    Map<NoticeKind, Notice> all = new EnumMap<>(NoticeKind.class);
    EnumSet.allOf(NoticeKind.class).forEach(kind -> all.put(kind, kind.sample(this, now)));
    return all;
  }

  /** What the rotation tells, with a queue for samples. */
  RotationNotices rotation() {
    return new RotationNotices(
        app, place, "arn:aws:sqs:%s:%s:new-secrets".formatted(place.region(), place.account()));
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

  private String put(String options) {
    return form().put(options);
  }

  private String putWithDate() {
    return form().command("put") + " --client-secret --expires DATE";
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
