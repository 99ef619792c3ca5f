package io.lwarotation.adapter;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal that hides no credential: nobody has stored any, and the placeholders lie under a key
 * that is gone since the first deploy was rolled back.
 */
record UnreadablePlaceholders(ParameterNames names, SsmGetParameters request) {
  /** What to throw in place of the refusal, or the refusal. */
  RuntimeException or(StoreException refused, Deadline deadline) {
    return refused.kind() == StoreException.Kind.REFUSED && nothingStored(deadline)
        ? new NotConfiguredException(String.valueOf(refused.getMessage()), true)
        : refused;
  }

  private boolean nothingStored(Deadline deadline) {
    try {
      Map<String, SsmAnswer.Parameter> found =
          SsmAnswer.parse(
                  request
                      .metadata(List.of(names.clientSecret(), names.rotationRecord()), deadline)
                      .body())
              .parameters();
      Optional<SsmAnswer.Parameter> secret = Optional.ofNullable(found.get(names.clientSecret()));
      Optional<SsmAnswer.Parameter> record = Optional.ofNullable(found.get(names.rotationRecord()));
      return secret.isPresent()
          && record.isPresent()
          && ParameterNames.nothingStored(secret.get().version(), record.get().value());
    } catch (StoreException | NotJsonException _) {
      return false; // the first refusal says more
    }
  }
}
