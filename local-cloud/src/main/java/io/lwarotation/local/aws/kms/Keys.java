package io.lwarotation.local.aws.kms;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The KMS keys of the account, and their aliases. */
public final class Keys {
  /** AWS's own key for parameters: there in each account. */
  public static final String SSM_ALIAS = "alias/aws/ssm";

  private final Account account;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  public Keys(Account account) {
    this.account = account;
    addAlias(SSM_ALIAS, create("AWS's own key for Parameter Store"));
  }

  public Key create(String description) {
    Key key = new Key(account.newId(), account, description);
    keys.put(key.id(), key);
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
        .removeIf(key -> key.deletion.filter(at -> !at.isAfter(account.now())).isPresent());
    aliases.values().removeIf(id -> !keys.containsKey(id));
  }
}
