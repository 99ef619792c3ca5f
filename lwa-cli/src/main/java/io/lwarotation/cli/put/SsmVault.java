package io.lwarotation.cli.put;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.adapter.sdk.SsmRotationRecords;
import io.lwarotation.cli.stack.StoredParameters;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RecordLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** The vault in Parameter Store. The stack made the parameters; here they only get new versions. */
final class SsmVault implements Vault {
  private static final int MOST_EARLIER = 10;
  private static final Duration LONGEST_READING = Duration.ofSeconds(30);

  private final SsmClient ssm;
  private final ParameterNames names;
  private final InstantSource clock;

  SsmVault(SsmClient ssm, ParameterNames names, InstantSource clock) {
    this.ssm = ssm;
    this.names = names;
    this.clock = clock;
  }

  @Override
  public Contents read() {
    StoredParameters stored = StoredParameters.read(ssm, names, true);
    Map<Credential, Secret> found = new EnumMap<>(Credential.class);
    long secretVersion = 0;
    for (Credential credential : Credential.values()) {
      Parameter parameter = stored.require(nameOf(credential));
      String value = parameter.value().strip();
      if (value.isEmpty() || value.equals(ParameterNames.PLACEHOLDER)) {
        continue;
      }
      found.put(credential, Secret.of(value));
      if (credential == Credential.CLIENT_SECRET) {
        secretVersion = parameter.version();
      }
    }
    RecordEntry truth = truth(stored.require(names.rotationRecord()).version());
    return new Contents(found, secretVersion, truth.record(), truth.writtenAt(), stored.readAt());
  }

  /**
   * The entry of the record that counts: a newer one that lost a race may lack the mark of a
   * rotation under way, and what is written here would then take it away for good.
   */
  private RecordEntry truth(long newest) {
    Deadline deadline = Deadline.in(LONGEST_READING, clock);
    SsmRotationRecords records = new SsmRotationRecords(ssm, ssm, names, clock);
    return new RecordLog(records).truth(records.at(newest, deadline), deadline);
  }

  @Override
  public long write(Credential credential, Secret value) {
    return write(describe(nameOf(credential)), value);
  }

  /** Writes a new version with another key, tier or policies than the parameter has. */
  long write(Credential credential, Secret value, Shape shape) {
    return write(shape.of(credential, describe(nameOf(credential))), value);
  }

  private long write(ParameterMetadata metadata, Secret value) {
    PutParameterRequest.Builder request =
        PutParameterRequest.builder()
            .name(metadata.name())
            .value(value.reveal())
            .overwrite(true)
            .type(ParameterType.SECURE_STRING)
            .keyId(metadata.keyId())
            .tier(metadata.tier());
    if (metadata.hasPolicies() && metadata.tier() == ParameterTier.ADVANCED) {
      request.policies(
          metadata.policies().stream()
              .map(ParameterInlinePolicy::policyText)
              .collect(Collectors.joining(",", "[", "]")));
    }
    return ssm.putParameter(request.build()).version();
  }

  @Override
  public void writeRecord(RotationRecord record) {
    ssm.putParameter(
        request ->
            request
                .name(names.rotationRecord())
                .value(RotationRecordJson.write(record))
                .overwrite(true)
                .type(ParameterType.STRING)
                .tier(ParameterTier.STANDARD));
  }

  /**
   * A secret that was stored before.
   *
   * @param writtenAt when its text was first stored, as far as the versions that were looked at
   *     tell
   * @param recordedEnd its expiry by the record of then, if there was one
   */
  record Earlier(long version, Secret secret, Instant writtenAt, Optional<Instant> recordedEnd) {}

  /**
   * The newest secret before a version that is another one than {@code now}; a placeholder and what
   * is unfit to be sent are passed over. Looks at a few versions only, one by one: an old one may
   * lie under a key that is gone.
   */
  Optional<Earlier> earlier(long version, Optional<Secret> now) {
    long lowest = Math.max(1, version - MOST_EARLIER);
    for (long v = version - 1; v >= lowest; v--) {
      GetParametersResponse answer = at(names.clientSecret() + ":" + v);
      for (Parameter parameter : answer.parameters()) {
        Optional<Secret> secret = secretIn(parameter);
        if (secret.isPresent() && !secret.equals(now)) {
          return Optional.of(
              new Earlier(v, secret.get(), parameter.lastModifiedDate(), recordedEnd(v)));
        }
      }
    }
    return Optional.empty();
  }

  private GetParametersResponse at(String nameAndVersion) {
    return ssm.getParameters(request -> request.names(nameAndVersion).withDecryption(true));
  }

  private static Optional<Secret> secretIn(Parameter parameter) {
    String text = parameter.value().strip();
    try {
      return text.isEmpty() || text.equals(ParameterNames.PLACEHOLDER)
          ? Optional.empty()
          : Optional.of(Secret.of(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Optional<Instant> recordedEnd(long secretVersion) {
    return ssm
        .getParameterHistoryPaginator(request -> request.name(names.rotationRecord()))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .map(entry -> RotationRecordJson.read(entry.value()))
        .flatMap(
            record ->
                record instanceof StoredRecord.Present(RotationRecord present)
                        && present.secretVersion() == secretVersion
                    ? Stream.of(present.expiresAt())
                    : Stream.empty())
        .min(Comparator.naturalOrder());
  }

  /**
   * Key, tier and policies of a parameter: all are sent again with each value, because what AWS
   * keeps of them when they are left out is not documented for all of them.
   */
  private ParameterMetadata describe(String name) {
    ParameterMetadata found = metadata(name);
    if (found.type() != ParameterType.SECURE_STRING) {
      throw missing(name);
    }
    return found;
  }

  /** What Parameter Store tells of a parameter, whatever its type is. */
  ParameterMetadata metadata(Credential credential) {
    return metadata(nameOf(credential));
  }

  private ParameterMetadata metadata(String name) {
    List<ParameterMetadata> found =
        ssm.describeParameters(
                request ->
                    request.parameterFilters(
                        ParameterStringFilter.builder()
                            .key("Name")
                            .option("Equals")
                            .values(name)
                            .build()))
            .parameters();
    if (found.isEmpty()) {
      throw missing(name);
    }
    return found.getFirst();
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException(
        name
            + " is no SecureString in this account and region: deploy the stack first (npx cdk deploy).");
  }

  private String nameOf(Credential credential) {
    return switch (credential) {
      case CLIENT_ID -> names.clientId();
      case CLIENT_SECRET -> names.clientSecret();
      case REFRESH_TOKEN -> names.refreshToken();
    };
  }
}
