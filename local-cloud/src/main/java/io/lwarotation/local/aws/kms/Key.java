package io.lwarotation.local.aws.kms;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import java.time.Instant;
import java.util.Optional;

/** A KMS key: its state, not its bytes. Nothing is encrypted here. */
public final class Key {
  final String id;
  final String arn;
  final Instant created;
  final String description;
  String policy;
  boolean disabled;
  boolean rotated;
  Optional<Instant> deletion = Optional.empty();

  /** A key with the policy of those that are made without one: its account may grant it by IAM. */
  Key(String id, Account account, String description) {
    this.id = id;
    this.arn = account.arn("kms", "key/" + id);
    this.created = account.now();
    this.description = description;
    this.policy =
        """
        {"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions",\
        "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"}]}\
        """
            .formatted(account.id());
  }

  public String id() {
    return id;
  }

  public String arn() {
    return arn;
  }

  public String policy() {
    return policy;
  }

  public boolean isEnabled() {
    return deletion.isEmpty() && !disabled;
  }

  /** As KMS writes it, as far as states occur here. */
  String state() {
    return deletion.isPresent() ? "PendingDeletion" : disabled ? "Disabled" : "Enabled";
  }

  /** Refuses what KMS does not do with a key that awaits its deletion. */
  Key requireKept() {
    if (deletion.isPresent()) {
      throw AwsException.badRequest("KMSInvalidStateException", arn + " is pending deletion.");
    }
    return this;
  }

  /** Refuses what KMS does with an enabled key only. */
  Key requireEnabled() {
    if (requireKept().disabled) {
      throw AwsException.badRequest("DisabledException", arn + " is disabled.");
    }
    return this;
  }
}
