package io.lwarotation.cli.check;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** The stored credentials, read with the operator's own rights. */
record ParameterStore(SsmClient ssm, ParameterNames names) implements CredentialStore {

  /** Throws what the SDK throws: its failures speak of the operator's rights. */
  @Override
  public StoredCredentials read(Deadline deadline) {
    StoredParameters stored = StoredParameters.read(ssm, names, true);
    List<String> problems = new ArrayList<>();
    ClientId clientId = usable(stored, names.clientId(), ClientId::new, problems);
    Secret secret = usable(stored, names.clientSecret(), Secret::of, problems);
    Secret refreshToken = usable(stored, names.refreshToken(), Secret::of, problems);
    if (clientId == null || secret == null || refreshToken == null) {
      throw new NotConfiguredException(
          String.join("; ", problems) + ". Store what is missing: ./lwa put --app " + names.app());
    }
    Parameter parameter = stored.require(names.clientSecret());
    return new StoredCredentials(
        clientId,
        secret,
        refreshToken,
        parameter.version(),
        parameter.lastModifiedDate(),
        stored
            .find(names.rotationRecord())
            .map(record -> RotationRecordJson.readNewest(record.value(), record.version()))
            .orElseGet(StoredRecord.Absent::new),
        stored.readAt());
  }

  private static <T> @Nullable T usable(
      StoredParameters stored, String name, Function<String, T> type, List<String> problems) {
    Optional<String> found = stored.find(name).map(parameter -> parameter.value().strip());
    if (found.isEmpty() || found.get().equals(ParameterNames.PLACEHOLDER)) {
      problems.add(name + (found.isEmpty() ? " is missing" : " is not set yet"));
      return null;
    }
    try {
      return type.apply(found.get());
    } catch (IllegalArgumentException e) {
      problems.add(name + " " + e.getMessage());
      return null;
    }
  }
}
