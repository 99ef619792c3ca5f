package io.lwarotation.local.aws.kms;

import io.lwarotation.local.aws.wire.AwsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A KMS key: its state, not its bytes. Nothing is encrypted here. */
public final class Key {
  private final String id;
  private final String arn;
  private final Instant created;
  private final String description;
  private final Map<String, String> tags;
  private State state = State.ENABLED;
  private boolean rotated;
  private String policy;
  private Optional<Instant> deletion = Optional.empty();

  /** KMS's states of a key, as far as they occur here. */
  public enum State {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    PENDING_DELETION("PendingDeletion");

    private final String text;

    State(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  Key(String id, String arn, Instant created, String description, Map<String, String> tags) {
    this.id = id;
    this.arn = arn;
    this.created = created;
    this.description = description;
    this.tags = new LinkedHashMap<>(tags);
    this.policy = defaultPolicy(arn.split(":", -1)[4]);
  }

  /** What a key made without a policy gets: its account may do all, and grant it by IAM. */
  private static String defaultPolicy(String accountId) {
    return """
    {"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions",\
    "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"}]}\
    """
        .formatted(accountId);
  }

  public String policy() {
    return policy;
  }

  public void policy(String json) {
    this.policy = json;
  }

  public String id() {
    return id;
  }

  public String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  String description() {
    return description;
  }

  Map<String, String> tags() {
    return Map.copyOf(tags);
  }

  public State state() {
    return state;
  }

  public boolean isEnabled() {
    return state == State.ENABLED;
  }

  void enable(boolean enabled) {
    if (state == State.PENDING_DELETION) {
      throw pendingDeletion();
    }
    state = enabled ? State.ENABLED : State.DISABLED;
  }

  boolean isRotated() {
    return rotated;
  }

  /** Refuses what KMS does with an enabled key only. */
  Key requireEnabled() {
    return switch (state) {
      case ENABLED -> this;
      case DISABLED -> throw AwsException.badRequest("DisabledException", arn + " is disabled.");
      case PENDING_DELETION -> throw pendingDeletion();
    };
  }

  private AwsException pendingDeletion() {
    return AwsException.badRequest("KMSInvalidStateException", arn + " is pending deletion.");
  }

  public void rotate(boolean rotate) {
    this.rotated = rotate;
  }

  Optional<Instant> deletion() {
    return deletion;
  }

  public void deleteAt(Instant moment) {
    state = State.PENDING_DELETION;
    deletion = Optional.of(moment);
  }
}
