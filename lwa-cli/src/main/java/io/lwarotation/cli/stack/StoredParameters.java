package io.lwarotation.cli.stack;

import io.lwarotation.core.ParameterNames;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The four parameters of an application, of one answer of Parameter Store.
 *
 * @param found by name: Parameter Store answers sorted by name, not in the order asked
 * @param readAt by AWS's clock
 */
public record StoredParameters(Map<String, Parameter> found, Instant readAt) {
  public StoredParameters {
    found = Map.copyOf(found);
  }

  /**
   * Reads them with the operator's own rights; throws what the SDK throws.
   *
   * @param decrypt without it, the values of the three credentials are ciphertext
   */
  public static StoredParameters read(SsmClient ssm, ParameterNames names, boolean decrypt) {
    GetParametersResponse answer =
        ssm.getParameters(
            request ->
                request
                    .names(
                        names.clientId(),
                        names.clientSecret(),
                        names.refreshToken(),
                        names.rotationRecord())
                    .withDecryption(decrypt));
    return new StoredParameters(
        answer.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p)),
        AwsTime.of(answer));
  }

  /** One that may be missing. */
  public Optional<Parameter> find(String name) {
    return Optional.ofNullable(found.get(name));
  }

  /**
   * One that every deployed stack has.
   *
   * @throws IllegalStateException with a remedy, if it is missing
   */
  public Parameter require(String name) {
    return find(name).orElseThrow(() -> new MissingParameterException(name, null));
  }
}
