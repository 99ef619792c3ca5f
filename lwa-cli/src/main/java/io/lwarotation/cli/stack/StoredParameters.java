package io.lwarotation.cli.stack;

import io.lwarotation.core.ParameterNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/**
 * The four parameters of an application, of one answer of Parameter Store: by name, since they come
 * sorted by name, and when they were read by AWS's clock.
 */
public record StoredParameters(Map<String, Parameter> found, Instant readAt) {
  public StoredParameters {
    found = Map.copyOf(found);
  }

  /** Reads them, undecrypted if so wanted; throws what the SDK throws. */
  public static StoredParameters read(SsmClient ssm, ParameterNames names, boolean decrypt) {
    GetParametersResponse answer =
        ssm.getParameters(request -> request.names(names.all()).withDecryption(decrypt));
    return new StoredParameters(
        answer.parameters().stream()
            .collect(Collectors.toMap(Parameter::name, Function.identity())),
        AwsTime.of(answer));
  }

  /** What there is to see of parameters without reading them, by name. */
  public static Map<String, ParameterMetadata> described(SsmClient ssm, List<String> names) {
    ParameterStringFilter filter =
        ParameterStringFilter.builder().key("Name").option("Equals").values(names).build();
    return ssm.describeParametersPaginator(request -> request.parameterFilters(filter)).stream()
        .flatMap(page -> page.parameters().stream())
        .collect(Collectors.toMap(ParameterMetadata::name, Function.identity()));
  }

  /** The name under which AWS's blog sample reads the client secret: without its t. */
  public static String misspelt(ParameterNames names) {
    return "/" + names.app() + "/lwa/cliensecret";
  }

  /** One that every deployed stack has; throws with a remedy if it is missing. */
  public Parameter require(String name) {
    Parameter parameter = found.get(name);
    if (parameter == null) {
      throw new MissingParameterException(name, null);
    }
    return parameter;
  }
}
