package io.lwarotation.local.aws.kms;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Ids;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The KMS keys of the account, and their aliases. */
public final class Keys {
  /** AWS's own key for parameters: there in each account. */
  public static final String SSM_ALIAS = "alias/aws/ssm";

  private final Account account;
  private final InstantSource clock;
  private final Ids ids;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  public Keys(Account account, InstantSource clock, Ids ids) {
    this.account = account;
    this.clock = clock;
    this.ids = ids;
    addAlias(SSM_ALIAS, create("AWS's own key for Parameter Store", Map.of()));
  }

  public Key create(String description, Map<String, String> tags) {
    String id = ids.next();
    Key key = new Key(id, account.arn("kms", "key/" + id), clock.instant(), description, tags);
    keys.put(id, key);
    return key;
  }

  public void addAlias(String alias, Key key) {
    if (aliases.putIfAbsent(alias, key.id()) != null) {
      throw AwsException.badRequest(
          "AlreadyExistsException", "An alias with the name " + alias + " already exists");
    }
  }

  public void removeAlias(String alias) {
    aliases.remove(alias);
  }

  /** Finds a key by its id, its ARN, or an alias with or without the ARN before it. */
  public Optional<Key> find(String reference) {
    dropDeleted();
    String local =
        reference.startsWith("arn:")
            ? reference.substring(reference.lastIndexOf(':') + 1)
            : reference;
    if (reference.startsWith("arn:") && !reference.equals(account.arn("kms", local))) {
      return Optional.empty();
    }
    String id =
        local.startsWith("alias/")
            ? aliases.getOrDefault(local, "")
            : local.startsWith("key/") ? local.substring("key/".length()) : local;
    return Optional.ofNullable(keys.get(id));
  }

  public Key require(String reference) {
    return find(reference)
        .orElseThrow(
            () ->
                AwsException.badRequest(
                    "NotFoundException", "Key '" + reference + "' does not exist"));
  }

  private void dropDeleted() {
    keys.values()
        .removeIf(key -> key.deletion().filter(at -> !at.isAfter(clock.instant())).isPresent());
    aliases.values().removeIf(id -> !keys.containsKey(id));
  }
}
