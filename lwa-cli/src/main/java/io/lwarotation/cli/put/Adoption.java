package io.lwarotation.cli.put;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What an earlier set-up has left in an application's parameters, and what is to become of it. Only
 * looks; the writing is {@link StoringRun}'s.
 *
 * @param old the misspelt parameter, if it is there and holds a secret
 * @param moves whether the client secret is taken from there
 * @param reshaped what is stored already but not as the stack wants it, and why
 * @param given what is to be written
 * @param secretSince since when the client secret that is written is known to exist
 */
record Adoption(
    Optional<Old> old,
    boolean moves,
    Map<Credential, String> reshaped,
    Map<Credential, Secret> given,
    Optional<Instant> secretSince) {
  /** How AWS's blog sample calls the client secret's parameter, below the application's prefix. */
  static final String MISSPELT = "/lwa/cliensecret";

  Adoption {
    reshaped = Map.copyOf(reshaped);
    given = Map.copyOf(given);
  }

  /**
   * The misspelt parameter.
   *
   * @param encrypted whether it is a SecureString
   */
  record Old(String name, Secret secret, Instant writtenAt, boolean encrypted) {}

  static String misspelt(ParameterNames names) {
    return "/" + names.app() + MISSPELT;
  }

  /**
   * Looks at the parameters.
   *
   * @throws IllegalArgumentException if one of them cannot be adopted; with what to do
   */
  static Adoption look(
      Storing storing, ParameterNames names, CredentialParameters.Contents stored) {
    Map<Credential, String> reshaped = new EnumMap<>(Credential.class);
    Map<Credential, Secret> given = new EnumMap<>(Credential.class);
    Optional<Instant> since = Optional.empty();
    for (Map.Entry<Credential, Secret> one : stored.usable().entrySet()) {
      Credential credential = one.getKey();
      Optional<String> wrong = storing.parameters().misshaped(credential, storing.toDecide());
      if (wrong.isPresent()) {
        reshaped.put(credential, wrong.get());
        given.put(credential, one.getValue());
        if (credential == Credential.CLIENT_SECRET) {
          // Writing it again restarts Parameter Store's clock, not Amazon's.
          since = Optional.of(stored.secretLastModified());
        }
      }
    }
    Optional<Old> old = old(storing.ssm(), misspelt(names));
    boolean moves = old.isPresent() && !stored.usable().containsKey(Credential.CLIENT_SECRET);
    if (moves) {
      given.put(Credential.CLIENT_SECRET, old.get().secret());
      since = old.map(Old::writtenAt);
    }
    return new Adoption(old, moves, reshaped, given, since);
  }

  /** What is done, a line each: from where, and why. */
  Map<Credential, String> reasons() {
    Map<Credential, String> all = new LinkedHashMap<>(reshaped);
    if (moves) {
      old.ifPresent(
          one ->
              all.put(Credential.CLIENT_SECRET, "is stored under the misspelt name " + one.name()));
    }
    return all;
  }

  private static Optional<Old> old(SsmClient ssm, String name) {
    List<Parameter> found =
        ssm.getParameters(request -> request.names(name).withDecryption(true)).parameters();
    return found.stream()
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
