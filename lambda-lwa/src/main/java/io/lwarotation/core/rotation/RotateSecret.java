package io.lwarotation.core.rotation;

import io.lwarotation.core.AccessToken;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Refusal;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.notice.Notice;
import io.lwarotation.core.notice.RotationNotices;
import io.lwarotation.core.rotation.NewSecretQueue.QueueDescription;
import io.lwarotation.core.rotation.RotateOutcome.Blocked;
import io.lwarotation.core.rotation.RotateOutcome.Postponed;
import io.lwarotation.core.rotation.RotateOutcome.Refused;
import io.lwarotation.core.rotation.RotateOutcome.Requested;
import io.lwarotation.core.rotation.RotateOutcome.Unanswered;
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
    NewSecretQueue queue,
    TokenEndpoint tokens,
    SpApi spApi,
    Notices notices) {
  /** What the mark, the request and the answer may take; with less left nothing is begun. */
  private static final Duration NEEDED = Duration.ofSeconds(12);

  /**
   * Decides and, if a rotation is due, asks for it. Safe to run at any time, any number of times,
   * also at once.
   *
   * @throws io.lwarotation.core.StoreException if AWS refused or did not answer; the next run
   *     decides anew
   * @throws io.lwarotation.core.NotConfiguredException if there is no client id
   */
  public RotateOutcome run(Deadline deadline) {
    RecordLog log = new RecordLog(records);
    Known known = Known.of(vault.read(deadline), log, deadline);
    VaultState state = known.state();
    RotationDecision decision =
        policy.decide(
            known.now(), known.truth(), state.secretVersion(), madeBefore(vault, known, deadline));
    return switch (decision) {
      case RotationDecision.NotDue _, RotationDecision.InFlight _ -> new Waited(decision);
      case RotationDecision.InGrace(Instant until, boolean awaited) -> {
        if (awaited) {
          tell(known, texts("").didNotCome(until), log, deadline);
        }
        yield new Waited(decision);
      }
      case RotationDecision.Expired(Instant since) -> {
        tell(known, texts("").expired(since), log, deadline);
        yield new Waited(decision);
      }
      case RotationDecision.Due _ -> prepare(known, log, deadline);
    };
  }

  /**
   * The latest moment at which the stored secret can have been made. The same text stored again by
   * hand is no younger for it; a record with Amazon's dates settles it without a look.
   */
  static Instant madeBefore(SecretVault vault, Known known, Deadline deadline) {
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
    return vault
        .firstStored(secret, deadline)
        .filter(first -> first.isBefore(state.secretLastModified()))
        .orElse(state.secretLastModified());
  }

  private RotateOutcome prepare(Known known, RecordLog log, Deadline deadline) {
    Optional<QueueDescription> description = queue.describe(deadline);
    RotationNotices texts = texts(description.map(QueueDescription::arn).orElse(""));
    Optional<String> obstacle = QueueReadiness.obstacle(description);
    if (obstacle.isPresent()) {
      tell(known, texts.queueNotReady(obstacle.get()), log, deadline);
      return new Blocked(obstacle.get());
    }
    Secret secret = known.state().secret();
    if (secret == null) {
      String reason = "no usable secret is stored";
      tell(known, texts.storedSecretRefused(reason), log, deadline);
      return new Blocked(reason);
    }
    Verdict verdict =
        new SecretTrial(tokens, spApi)
            .run(known.state().clientId(), secret, known.state().refreshToken(), deadline)
            .secret();
    return switch (verdict) {
      case Verdict.Refused(String reason) -> {
        tell(known, texts.storedSecretRefused(reason), log, deadline);
        yield new Blocked(reason);
      }
      case Verdict.Open(String reason, boolean _) -> new Postponed(reason);
      case Verdict.Works _ -> mark(known, secret, texts, log, deadline);
    };
  }

  private RotateOutcome mark(
      Known known, Secret secret, RotationNotices texts, RecordLog log, Deadline deadline) {
    AccessToken token;
    try {
      token =
          tokens.exchange(
              new Grant.Grantless(
                  known.state().clientId(), secret, Grant.Scope.CLIENT_CREDENTIAL_ROTATION),
              deadline);
    } catch (AmazonException.Refused e) {
      String reason = String.valueOf(e.getMessage());
      if (!isPassing(e)) {
        tell(known, texts.refused(reason), log, deadline);
      }
      return new Refused(reason);
    } catch (AmazonException.NoAnswer e) {
      return new Postponed(String.valueOf(e.getMessage()));
    }
    if (deadline.remaining().compareTo(NEEDED) < 0) {
      return new Postponed("too little time is left to begin a rotation");
    }
    RecordDraft mark = known.next(known.marked(known.now()));
    if (!log.write(mark, deadline)) {
      return new Postponed("another invocation changed the record at the same time");
    }
    return request(known.after(mark), token, texts, log, deadline);
  }

  /** The point of no return. */
  private RotateOutcome request(
      Known known, AccessToken token, RotationNotices texts, RecordLog log, Deadline deadline) {
    try {
      spApi.send(SpApiRequest.ROTATE_CLIENT_SECRET, token, deadline);
      return new Requested(known.now());
    } catch (AmazonException.NoAnswer e) {
      return new Unanswered(known.now(), String.valueOf(e.getMessage()));
    } catch (AmazonException.Refused e) {
      String reason = String.valueOf(e.getMessage());
      if (!isDefinite(e)) {
        return new Unanswered(known.now(), reason);
      }
      RecordDraft cleared = known.next(known.marked(null));
      if (log.write(cleared, deadline) && !isPassing(e)) {
        Notice notice =
            e.refusal() == Refusal.NOT_ENROLLED ? texts.notEnrolled() : texts.refused(reason);
        tell(known.after(cleared), notice, log, deadline);
      }
      return new Refused(reason);
    }
  }

  /** Whether Amazon surely did nothing: 4xx, but not a request that it stopped waiting for. */
  private static boolean isDefinite(AmazonException.Refused e) {
    return e.status() >= 400 && e.status() < 500 && e.status() != 408;
  }

  /** Whether it goes away by itself, so that nobody needs to hear of it. */
  private static boolean isPassing(AmazonException.Refused e) {
    return e.status() == 429 || e.status() >= 500;
  }

  /** Tells a person, at most once in the time that the settings say; twice rather than never. */
  private void tell(Known known, Notice notice, RecordLog log, Deadline deadline) {
    Instant last = known.truth().noticedAt();
    if (last != null
        && !last.isAfter(known.now())
        && known.now().isBefore(last.plus(policy.settings().noticeEvery()))) {
      return;
    }
    notices.publish(notice, deadline);
    // If this one is lost, the next run tells again.
    log.write(known.nextNoticed(known.now()), deadline);
  }

  private RotationNotices texts(String queueArn) {
    return new RotationNotices(app, notices.place(), queueArn);
  }
}
