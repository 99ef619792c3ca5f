package io.lwarotation.cli.check;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** The stored credentials, read with the operator's own rights. */
record ParameterStore(SsmClient ssm, ParameterNames names) implements CredentialStore {

  /** Throws what the SDK throws: its failures speak of the operator's rights. */
  @Override
  public StoredCredentials read(Deadline deadline) {
    GetParametersResponse answer =
        ssm.getParameters(
            request ->
                request
                    .names(
                        names.clientId(),
                        names.clientSecret(),
                        names.refreshToken(),
                        names.rotationRecord())
                    .withDecryption(true));
    Map<String, Parameter> found =
        answer.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
    List<String> problems = new ArrayList<>();
    ClientId clientId = usable(found, names.clientId(), ClientId::new, problems);
    Secret secret = usable(found, names.clientSecret(), Secret::of, problems);
    Secret refreshToken = usable(found, names.refreshToken(), Secret::of, problems);
    Parameter parameter = found.get(names.clientSecret());
    if (clientId == null || secret == null || refreshToken == null || parameter == null) {
      throw new NotConfiguredException(
          String.join("; ", problems) + ". Store what is missing: ./lwa put --app " + names.app());
    }
    Parameter record = found.get(names.rotationRecord());
    return new StoredCredentials(
        clientId,
        secret,
        refreshToken,
        parameter.version(),
        parameter.lastModifiedDate(),
        record == null ? new StoredRecord.Absent() : RotationRecordJson.read(record.value()),
        timeOf(answer));
  }

  private static <T> @Nullable T usable(
      Map<String, Parameter> found, String name, Function<String, T> type, List<String> problems) {
    Parameter parameter = found.get(name);
    String value = parameter == null ? "" : parameter.value().strip();
    if (parameter == null || value.equals(ParameterNames.PLACEHOLDER)) {
      problems.add(name + (parameter == null ? " is missing" : " is not set yet"));
      return null;
    }
    try {
      return type.apply(value);
    } catch (IllegalArgumentException e) {
      problems.add(name + " " + e.getMessage());
      return null;
    }
  }

  private static Instant timeOf(GetParametersResponse answer) {
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .orElseGet(Instant::now);
  }
}
