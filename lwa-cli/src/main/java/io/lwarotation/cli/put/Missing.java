package io.lwarotation.cli.put;

import io.lwarotation.cli.TypedText;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes from a person, or a file, the credentials that another source and the store lack. */
final class Missing {
  private Missing() {}

  /**
   * What was given, and what was missing.
   *
   * @throws IllegalArgumentException if something is missing and cannot be asked for
   */
  static Map<Credential, Secret> filled(
      Map<Credential, Secret> given, Map<Credential, Secret> stored, Optional<Path> from)
      throws IOException {
    Set<Credential> missing = EnumSet.allOf(Credential.class);
    missing.removeAll(given.keySet());
    missing.removeAll(stored.keySet());
    Map<Credential, Secret> all = new EnumMap<>(Credential.class);
    all.putAll(given);
    if (from.isPresent()) {
      CredentialText.read(TypedText.read(from.get()), missing).forEach(all::putIfAbsent);
      missing.removeAll(all.keySet());
    }
    if (!missing.isEmpty()) {
      all.putAll(CredentialInput.ask(missing));
    }
    return all;
  }
}
