package io.lwarotation.cli.put;

import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What an earlier set-up has left in an application's parameters, and what is to become of it. Only
 * looks; the writing is {@link Storing}'s.
 *
 * @param reasons why something is written, as the end of a sentence
 * @param secretSince since when the client secret that is written is known to exist
 */
record Adoption(
    Optional<Old> old,
    Map<Credential, String> reasons,
    Map<Credential, Secret> given,
    Optional<Instant> secretSince) {
  /** The misspelt parameter, and whether it is a SecureString. */
  record Old(String name, Secret secret, Instant writtenAt, boolean encrypted) {}

  /** Looks at the parameters. */
  static Adoption look(
      Storing storing, SsmClient ssm, ParameterNames names, CredentialParameters.Contents stored) {
    Map<Credential, String> reasons = new EnumMap<>(Credential.class);
    Map<Credential, Secret> given = new EnumMap<>(Credential.class);
    Optional<Instant> since = Optional.empty();
    for (Map.Entry<Credential, Secret> one : stored.usable().entrySet()) {
      Credential credential = one.getKey();
      Optional<String> wrong = storing.misshaped(credential);
      if (wrong.isPresent()) {
        reasons.put(credential, wrong.get());
        given.put(credential, one.getValue());
        if (credential == Credential.CLIENT_SECRET) {
          // Writing it again restarts Parameter Store's clock, not Amazon's.
          since = Optional.of(stored.secretLastModified());
        }
      }
    }
    Optional<Old> old = old(ssm, StoredParameters.misspelt(names));
    if (old.isPresent() && !stored.usable().containsKey(Credential.CLIENT_SECRET)) {
      String why = "is stored under the misspelt name " + old.get().name();
      reasons.put(Credential.CLIENT_SECRET, why);
      given.put(Credential.CLIENT_SECRET, old.get().secret());
      since = old.map(Old::writtenAt);
    }
    return new Adoption(old, reasons, given, since);
  }

  private static Optional<Old> old(SsmClient ssm, String name) {
    return ssm
        .getParameters(request -> request.names(name).withDecryption(true))
        .parameters()
        .stream()
        .filter(one -> !one.value().isBlank())
        .filter(one -> !one.value().strip().equals(ParameterNames.PLACEHOLDER))
        .findFirst()
        .map(
            one ->
                new Old(
                    name,
                    fit(name, one.value()),
                    one.lastModifiedDate(),
                    one.type() == ParameterType.SECURE_STRING));
  }

  private static Secret fit(String name, String text) {
    try {
      return Credential.CLIENT_SECRET.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("what " + name + " holds " + e.getMessage(), e);
    }
  }
}
