package io.lwarotation.cli.put;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What an earlier set-up has left in an application's parameters, and what is to become of it. Only
 * looks; the writing is {@link PutCredentials}'s.
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
      SsmClient ssm, ParameterNames names, SsmVault vault, Vault.Contents stored, Shape shape) {
    Map<Credential, String> reshaped = new EnumMap<>(Credential.class);
    Map<Credential, Secret> given = new EnumMap<>(Credential.class);
    Optional<Instant> since = Optional.empty();
    for (Map.Entry<Credential, Secret> one : stored.credentials().entrySet()) {
      Credential credential = one.getKey();
      ParameterMetadata parameter = vault.metadata(credential);
      Optional<String> wrong = shape.wrong(credential, parameter);
      if (wrong.isPresent()) {
        if (parameter.type() != ParameterType.SECURE_STRING) {
          throw unencrypted(parameter.name(), names.app());
        }
        reshaped.put(credential, wrong.get());
        given.put(credential, one.getValue());
        if (credential == Credential.CLIENT_SECRET) {
          since = Optional.of(since(stored, parameter));
        }
      }
    }
    Optional<Old> old = old(ssm, misspelt(names));
    boolean moves = old.isPresent() && !stored.credentials().containsKey(Credential.CLIENT_SECRET);
    if (moves) {
      given.put(Credential.CLIENT_SECRET, old.get().secret());
      since = old.map(Old::writtenAt);
    }
    return new Adoption(old, moves, reshaped, given, since);
  }

  /** The stored credentials that are written, in a set of their own. */
  Set<Credential> written() {
    Set<Credential> all = EnumSet.noneOf(Credential.class);
    all.addAll(reshaped.keySet());
    return all;
  }

  /** What is done, a line each: from where, and why. */
  Map<Credential, String> reasons() {
    Map<Credential, String> all = new LinkedHashMap<>(reshaped);
    if (moves) {
      old.ifPresent(
          one -> all.put(Credential.CLIENT_SECRET, "lies under the misspelt name " + one.name()));
    }
    return all;
  }

  /** Writing it again restarts Parameter Store's clock, not Amazon's. */
  private static Instant since(Vault.Contents stored, ParameterMetadata parameter) {
    return switch (stored.record()) {
      case StoredRecord.Present(var record) when record.secretVersion() == stored.secretVersion() ->
          record.expiresAt().minus(SecretExpiry.LIFETIME);
      case StoredRecord.Present _, StoredRecord.Absent _, StoredRecord.Broken _ ->
          parameter.lastModifiedDate();
    };
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
      return Secret.of(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("what " + name + " holds " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException unencrypted(String name, String app) {
    return new IllegalArgumentException(
        name
            + " is no SecureString: it and its earlier versions lie unencrypted, and AWS does not change that. Rotate"
            + " what is in it, delete it (aws ssm delete-parameter --name "
            + name
            + "), wait a minute, deploy (npx cdk deploy), and ./lwa put --app "
            + app
            + "; nothing was stored");
  }
}
