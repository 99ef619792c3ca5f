package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.RotateOutcome.Blocked;
import io.lwarotation.core.rotation.RotateOutcome.Postponed;
import io.lwarotation.core.rotation.RotateOutcome.Refused;
import io.lwarotation.core.rotation.RotateOutcome.Waited;
import io.lwarotation.core.rotation.SecretTrial.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks Amazon for a new client secret when it is due. Everything that can be known is checked
 * before the point of no return; the request is marked in the record before it leaves, and the mark
 * goes away only when Amazon surely did not rotate. The new secret comes as a message: {@link
 * AcceptNewSecret}.
 */
public record RotateSecret(
    String app,
    RotationPolicy policy,
    SecretVault vault,
    RotationRecords records,
    ClientClaims claims,
    NewSecretQueue queue,
    SecretTrial trial,
    Notices notices) {
  /** What the mark, the request and the answer may take; with less left nothing is begun. */
  private static final Duration NEEDED = Duration.ofSeconds(12);

  /**
   * A new secret of the same minute as the stored one could be the older of the two, and would not
   * be stored: {@link StoreView#isOlder}. Amazon's clock may be behind by another minute.
   */
  private static final Duration YOUNGEST = AcceptNewSecret.CLOCK_DIFFERENCE.multipliedBy(2);

  /** What passes is told to people only when a rotation has been due for so long. */
  private static final Duration LATE = Duration.ofDays(2);

  /**
   * Decides and, if a rotation is due, asks for it. Safe to run at any time, any number of times,
   * also at once.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer; the next run
   *     decides anew
   * @throws io.lwarotation.core.NotConfiguredException if there is no client id
   */
  public RotateOutcome run(Deadline deadline) {
    return run(false, deadline);
  }

  /**
   * The same for a secret that others may know: also while it is young. Whatever keeps a secret
   * from being lost holds as ever.
   */
  public RotateOutcome runNow(Deadline deadline) {
    return run(true, deadline);
  }

  private RotateOutcome run(boolean now, Deadline deadline) {
    RecordLog log = new RecordLog(records);
    StoreView known = kept(StoreView.of(vault.read(deadline), log, deadline), log, deadline);
    TellDaily people = new TellDaily(notices, log, policy.settings().noticeEvery());
    return switch (claims.claim(known.state().clientId(), deadline)) {
      case Claim.Ours _ -> decide(now, known, log, people, deadline);
      case Claim.TakenBy(String other, String parameter) ->
          notOurs(
              "The stack of the application "
                  + other
                  + " rotates this client: "
                  + parameter
                  + " says so.",
              parameter,
              known,
              people,
              deadline);
      case Claim.Unknown(String reason, String parameter) ->
          notOurs(reason, parameter, known, people, deadline);
    };
  }

  /** Where the same text was stored again, its record says so from now on, for all who read it. */
  private StoreView kept(StoreView seen, RecordLog log, Deadline deadline) {
    Optional<RotationRecord> again = seen.sameTextAgain(vault, log, deadline);
    if (again.isEmpty() || RotationPolicy.isStoring(seen.now(), seen.truth())) {
      return seen;
    }
    RecordDraft kept = seen.next(awaited(seen).settled(seen.facts(), again.get(), deadline));
    if (!log.write(kept, deadline)) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE, "somebody else changed the rotation record", null);
    }
    return seen.after(kept);
  }

  private AwaitedSecret awaited(StoreView known) {
    VaultState state = known.state();
    return new AwaitedSecret(vault, trial, state.clientId(), state.refreshToken());
  }

  private RotateOutcome notOurs(
      String obstacle, String parameter, StoreView known, TellDaily people, Deadline deadline) {
    people.tell(known, texts("").notOurs(obstacle, parameter), deadline);
    return new Blocked(obstacle);
  }

  private RotateOutcome decide(
      boolean now, StoreView known, RecordLog log, TellDaily people, Deadline deadline) {
    Instant madeBefore = madeBefore(vault, known, deadline);
    RotationDecision decision =
        policy.decide(known.now(), known.truth(), known.state().secretVersion(), madeBefore);
    boolean isTooYoung = known.now().isBefore(madeBefore.plus(YOUNGEST));
    return switch (decision) {
      case RotationDecision.NotDue _ when !now -> new Waited(decision);
      case RotationDecision.NotDue _, RotationDecision.Due _ when isTooYoung ->
          new Postponed("the secret was stored less than two minutes ago");
      case RotationDecision.NotDue(Instant from) ->
          prepare(
              new RotationDecision.Due(from.plus(policy.settings().dueBefore())),
              known,
              log,
              people,
              deadline);
      case RotationDecision.InFlight _ -> new Waited(decision);
      case RotationDecision.InGrace(Instant until, boolean awaited) -> {
        if (awaited) {
          people.tell(known, texts("").didNotCome(until), deadline);
        }
        yield new Waited(decision);
      }
      case RotationDecision.Expired(Instant since) -> {
        people.tell(known, texts("").expired(since), deadline);
        yield new Waited(decision);
      }
      case RotationDecision.Due due -> prepare(due, known, log, people, deadline);
    };
  }

  /**
   * The latest moment at which the stored secret can have been made. The same text stored again by
   * hand is no younger for it; a record with Amazon's dates settles it without a look.
   */
  static Instant madeBefore(SecretVault vault, StoreView known, Deadline deadline) {
    VaultState state = known.state();
    boolean dated =
        known
            .record()
            .filter(
                record ->
                    record.secretVersion() == state.secretVersion() && record.rotatedAt() != null)
            .isPresent();
    Secret secret = state.secret();
    if (dated || secret == null) {
      return state.secretLastModified();
    }
    return vault.firstStored(secret, deadline).orElse(state.secretLastModified());
  }

  private RotateOutcome prepare(
      RotationDecision.Due due,
      StoreView known,
      RecordLog log,
      TellDaily people,
      Deadline deadline) {
    Optional<QueueDescription> description = queue.describe(deadline);
    RotationNotices texts = texts(description.map(QueueDescription::arn).orElse(""));
    Optional<String> obstacle = QueueReadiness.obstacle(description);
    if (obstacle.isPresent()) {
      people.tell(known, texts.queueNotReady(obstacle.get()), deadline);
      return new Blocked(obstacle.get());
    }
    Secret secret = known.state().secret();
    if (secret == null) {
      String reason = "no usable secret is stored";
      people.tell(known, texts.storedSecretRefused(reason), deadline);
      return new Blocked(reason);
    }
    Verdict verdict =
        trial
            .run(known.state().clientId(), secret, known.state().refreshToken(), deadline)
            .secret();
    return switch (verdict) {
      case Verdict.Refused(String reason) -> {
        people.tell(known, texts.storedSecretRefused(reason), deadline);
        yield new Blocked(reason);
      }
      case Verdict.Open(String reason, boolean passing) when passing ->
          postponed(due, reason, known, people, deadline);
      case Verdict.Open(String reason, boolean _) -> {
        people.tell(known, texts.secretNotProven(reason), deadline);
        yield new Blocked(reason);
      }
      case Verdict.Works _ -> {
        RequestRotation request = new RequestRotation(vault, log, trial.spApi(), people, texts);
        yield request(due, known, secret, request, deadline);
      }
    };
  }

  private RotateOutcome request(
      RotationDecision.Due due,
      StoreView known,
      Secret secret,
      RequestRotation request,
      Deadline deadline) {
    AccessToken token;
    try {
      token =
          trial
              .tokens()
              .exchange(
                  new Grant.Grantless(
                      known.state().clientId(), secret, Grant.Scope.CLIENT_CREDENTIAL_ROTATION),
                  deadline);
    } catch (AmazonException.Refused e) {
      String reason = String.valueOf(e.getMessage());
      if (!RequestRotation.isPassing(e)) {
        request.people().tell(known, request.texts().refused(reason), deadline);
      }
      return new Refused(reason);
    } catch (AmazonException.NoAnswer e) {
      return postponed(due, String.valueOf(e.getMessage()), known, request.people(), deadline);
    }
    if (deadline.remaining().compareTo(NEEDED) < 0) {
      return new Postponed("too little time is left to begin a rotation");
    }
    return request.run(known, token, deadline);
  }

  private RotateOutcome postponed(
      RotationDecision.Due due,
      String reason,
      StoreView known,
      TellDaily people,
      Deadline deadline) {
    if (!known.now().isBefore(policy.dueSince(due).plus(LATE))) {
      people.tell(known, texts("").secretNotProven(reason), deadline);
    }
    return new Postponed(reason);
  }

  private RotationNotices texts(String queueArn) {
    return new RotationNotices(app, notices.place(), queueArn);
  }
}
