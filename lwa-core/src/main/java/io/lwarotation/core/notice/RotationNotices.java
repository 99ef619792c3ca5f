package io.lwarotation.core.notice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rotation tells people: what happened and what to do, never a secret.
 *
 * @param queueArn of the queue for new secrets, where it is known
 */
public record RotationNotices(String app, Place place, String queueArn) {
  private static final String RUNBOOK = NoticeForm.RUNBOOK;
  private static final String NOT_ROTATED =
      "\nNothing was rotated; the next run tries again. Without a rotation the secret expires.";

  /**
   * A new secret works and is stored.
   *
   * @param oldExpiresAt until when the one before works, if Amazon said so
   */
  public Notice stored(long version, Instant expiresAt, @Nullable Instant oldExpiresAt) {
    return stored(version, expiresAt, oldExpiresAt, Optional.empty());
  }

  /** The same, with why calls for the seller do not work, if that was seen. */
  public Notice stored(
      long version,
      Instant expiresAt,
      @Nullable Instant oldExpiresAt,
      Optional<String> deadAuthorization) {
    String old =
        oldExpiresAt == null
            ? ""
            : "\nPrograms that keep a copy of the old one must read the new one by %s."
                .formatted(oldExpiresAt);
    return form()
        .once(
            "a new LWA client secret is stored",
            "Amazon rotated it. The new one works at SP-API and is stored as version "
                + "%d.\nIt expires at %s.".formatted(version, expiresAt)
                + old
                + deadAuthorization
                    .map(
                        why ->
                            "\nReauthorize: calls for the seller do not work, because " + why + ".")
                    .orElse(""),
            deadAuthorization.isPresent()
                ? List.of(
                    "Authorize the application again in Seller Central",
                    form().put("--refresh-token"))
                : List.of(
                    oldExpiresAt == null
                        ? "Nothing"
                        : "Nothing, if every program reads the parameter; otherwise restart those that keep a"
                            + " copy"),
            deadAuthorization.isPresent()
                ? "The seller must authorize again: see the e-mail"
                : "There is nothing to do");
  }

  /** Amazon knows no queue to send a new secret to. */
  public Notice notEnrolled() {
    return untilMended(
        "LWA client secret cannot rotate: no queue registered",
        "Amazon refused to rotate because the application has no queue for new secrets."
            + NOT_ROTATED,
        List.of(
            NoticeForm.step("Open the Developer Console", NoticeForm.CONSOLE),
            NoticeForm.step(
                "Under Notification Preferences, in the row \"Application Client New Secret\", enter",
                queueArn)),
        "Register it in the Developer Console: see the e-mail");
  }

  /** Amazon refused to rotate. */
  public Notice refused(String reason) {
    return untilMended(
        "LWA client secret could not be rotated",
        reason + " when it was asked to rotate.\nNothing was rotated; the next run tries again.",
        List.of(
            "If this is the first time, do nothing: the next run tries again",
            NoticeForm.rotate("If you get it again, rotate"),
            form().put("--client-secret")),
        "If you get this again, rotate by hand: see the e-mail");
  }

  /** The queue for new secrets would keep Amazon out. */
  public Notice queueNotReady(String obstacle) {
    return untilMended(
        "LWA client secret cannot rotate: its queue is not ready",
        "A rotation is due, but the new secret would not arrive.\n" + obstacle + NOT_ROTATED,
        List.of(
            "Fix what is named above; usually it is enough to deploy the stack again",
            NoticeForm.step("Check that all is well", form().command("doctor"))),
        "Deploy the stack again: see the e-mail");
  }

  /** The stored secret does not work. */
  public Notice storedSecretRefused(String reason) {
    return untilMended(
        "the stored LWA client secret does not work",
        "A rotation is due, but the stored secret is refused: "
            + reason
            + ".\nA secret that does not work cannot rotate itself.",
        form().byHand(),
        rotateBySms());
  }

  /** The secret is too old to rotate itself. */
  public Notice expired(Instant since) {
    return untilMended(
        "the LWA client secret has expired",
        "It expired at %s and SP-API refuses every call.\nIt cannot rotate itself any more."
            .formatted(since),
        form().byHand(),
        rotateBySms());
  }

  /** A secret was asked for and has not come. */
  public Notice didNotCome(Instant graceUntil) {
    return untilMended(
        "a new LWA client secret did not arrive",
        "One was requested and has not been stored. Calls may fail from " + graceUntil + " on.",
        List.of(
            "Look in the dead-letter queue for new secrets and redrive it: "
                + RUNBOOK
                + ", \"Redrive a new secret\"",
            NoticeForm.step(
                "If it is empty, have the account's primary user copy the secret from the"
                    + " Developer Console, or rotate it there if there is no newer one",
                NoticeForm.CONSOLE),
            form().put("--client-secret")),
        "See Rotation is late in " + RUNBOOK);
  }

  /** Neither a call of the seller's nor one without a seller shows whether the secret works. */
  public Notice secretNotProven(String reason) {
    return untilMended(
        "LWA client secret cannot rotate: it could not be tested",
        "A rotation is due, but no call shows whether the stored secret works: "
            + reason
            + "."
            + NOT_ROTATED,
        List.of(
            form().check(),
            "Do what the diagnosis says: often the application lacks a role, or the seller must"
                + " authorize it again",
            NoticeForm.rotate("If that does not help, rotate"),
            form().put("--client-secret")),
        "Find out why: " + form().command("check"));
  }

  /**
   * This stack does not rotate, since it may not be the one that rotates this client.
   *
   * @param obstacle a sentence
   * @param parameter that says which stack it is
   */
  public Notice notOurs(String obstacle, String parameter) {
    return untilMended(
        "this stack does not rotate the LWA client secret",
        obstacle
            + "\nAmazon sends a new secret to one queue only, so one stack rotates a client.\n"
            + "Nothing was rotated. When the other stack rotates, the secret stored here stops"
            + " working 7 days later.",
        List.of(
            "Set rotation=remind for this application and deploy; after each rotation store the"
                + " new secret here too",
            NoticeForm.step(
                "Or, if no other stack rotates this client, delete the parameter that says so",
                "aws ssm delete-parameter --region " + place.region() + " --name " + parameter)),
        "Set rotation=remind, or see the e-mail");
  }

  /**
   * Amazon says that the secret ends before its time.
   *
   * @param reason Amazon's word for it, or nothing
   */
  public Notice endsEarly(Instant expiresAt, String reason) {
    return form()
        .once(
            "Amazon ends the LWA client secret early",
            "SP-API refuses it from "
                + expiresAt
                + " on.\nAmazon's reason: "
                + (reason.isEmpty() ? "none that can be shown" : reason)
                + ".\nIt does so, for example, when it finds a secret in public.",
            List.of(
                NoticeForm.rotate("Rotate"),
                form().put("--client-secret"),
                form().check(),
                "Find out how the secret got out, if it did: code, logs, mails"),
            rotateBySms());
  }

  private String rotateBySms() {
    return "Rotate it in Developer Console, then " + form().command("put");
  }

  private Notice untilMended(String what, String otherwise, List<String> steps, String smsStep) {
    return form().untilMended(what, otherwise, steps, smsStep);
  }

  private NoticeForm form() {
    return new NoticeForm(app, place);
  }
}
