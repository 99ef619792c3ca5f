package io.lwarotation.core.notice;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The form of every notice. A mail has short lines: what happened, what it means or what happens if
 * nobody acts, the steps, where, and how to stop these mails. A link or a command ends its line, so
 * that it can be clicked or copied.
 */
record NoticeForm(String app, Place place) {
  static final String CONSOLE = "https://sellercentral.amazon.com/sellingpartner/developerconsole";
  static final String RUNBOOK = "docs/operations.md";

  private static final String INDENT = "   ";

  /**
   * A notice that comes again while its cause is there.
   *
   * @param what happened, without the application's name and a stop
   * @param otherwise what happens if nobody acts
   * @param smsStep the first step, for the SMS
   */
  Notice untilMended(String what, String otherwise, List<String> steps, String smsStep) {
    return notice(
        what,
        otherwise,
        steps,
        smsStep,
        "You get this at most once a day until the problem is fixed.");
  }

  /** A notice that comes once. */
  Notice once(String what, String meaning, List<String> steps, String smsStep) {
    return notice(what, meaning, steps, smsStep, "You get this once.");
  }

  /**
   * A list of authorizations that need attention, which comes when there is something new in it.
   */
  Notice digest(String count, String list, List<String> steps, String smsStep) {
    return new Notice(
        shortName(60) + ": " + count.formatted(""),
        text(
            count.formatted(" of " + app) + ":",
            list,
            steps,
            "You get this at most once a day, and only if something is new."),
        shortName(40) + ": " + count.formatted("") + ". " + smsStep);
  }

  private Notice notice(
      String what, String otherwise, List<String> steps, String smsStep, String howOften) {
    return new Notice(
        shortName(60) + ": " + what,
        text(app + ": " + what + ".", otherwise, steps, howOften),
        shortName(40) + ": " + what + ". " + smsStep);
  }

  private String text(String head, String otherwise, List<String> steps, String howOften) {
    // A step ends without a stop: it would be copied with the command or the address.
    String numbered =
        IntStream.range(0, steps.size())
            .mapToObj(i -> i + 1 + ". " + steps.get(i) + "\n")
            .collect(Collectors.joining());
    return """
        %s

        %s

        What to do:
        %s
        AWS account %s, region %s, application %s.
        %s
        The link below unsubscribes this address from all of these mails.
        To change who gets them, change the email setting and deploy instead."""
        .formatted(head, otherwise, numbered, place.account(), place.region(), app, howOften);
  }

  /** A name that leaves room for what is to be said. */
  private String shortName(int longest) {
    return app.length() <= longest ? app : app.substring(0, longest - 3) + "...";
  }

  /** A step whose link, command or value stands on a line of its own. */
  static String step(String text, String below) {
    return text + ":\n" + INDENT + below;
  }

  static String rotate(String rotate) {
    return step(
        rotate + " in the Developer Console (LWA credentials, View, Rotate secret)", CONSOLE);
  }

  List<String> byHand() {
    return List.of(rotate("Rotate"), put("--client-secret"), check());
  }

  String put(String options) {
    return step("Store the new secret", command("put") + " " + options);
  }

  String check() {
    return step("Check that it works", command("check"));
  }

  /** One of ours, for this application. */
  String command(String name) {
    return "./lwa " + name + " --app " + app;
  }
}
