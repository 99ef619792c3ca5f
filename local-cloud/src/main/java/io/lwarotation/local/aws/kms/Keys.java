package io.lwarotation.local.aws.kms;

import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The KMS keys of the account; no alias but AWS's own is modelled. */
public final class Keys {
  /** AWS's own key for parameters: there in each account. */
  public static final String SSM_ALIAS = "alias/aws/ssm";

  private final Account account;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Key ofParameterStore;

  public Keys(Account account) {
    this.account = account;
    this.ofParameterStore = create("AWS's own key for Parameter Store");
  }

  public Key create(String description) {
    Key key = new Key(account.newId(), account, description);
    keys.put(key.id(), key);
    return key;
  }

  /** Finds a key by its id, its ARN, or AWS's alias. */
  public Optional<Key> find(String reference) {
    keys.values()
        .removeIf(key -> key.deletion.filter(at -> !at.isAfter(account.now())).isPresent());
    return reference.equals(SSM_ALIAS)
        ? Optional.of(ofParameterStore)
        : keys.values().stream()
            .filter(key -> List.of(key.id, key.arn).contains(reference))
            .findFirst();
  }

  public Key require(String reference) {
    return find(reference)
        .orElseThrow(
            () ->
                AwsException.badRequest(
                    "NotFoundException", "Key '" + reference + "' does not exist"));
  }
}
