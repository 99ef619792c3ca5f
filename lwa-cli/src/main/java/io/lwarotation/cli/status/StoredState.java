package io.lwarotation.cli.status;

import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.cli.stack.AwsTrouble;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.SecretExpiry;
import io.lwarotation.core.StoredRecord;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.SsmException;

/**
 * The four parameters, without the values of the three credentials.
 *
 * @param notSet names of the credentials that still hold the placeholder, as far as that can be
 *     seen
 * @param readAt by AWS's clock
 */
record StoredState(SecretExpiry expiry, StoredRecord record, List<String> notSet, Instant readAt) {
  StoredState {
    notSet = List.copyOf(notSet);
  }

  /**
   * Reads them. Where the operator may not decrypt, a first version is taken for the placeholder
   * that the deploy made.
   *
   * @throws IllegalStateException if a parameter is missing
   */
  static StoredState read(SsmClient ssm, ParameterNames names) {
    boolean decrypted = true;
    GetParametersResponse answer;
    try {
      answer = read(ssm, names, true);
    } catch (SsmException e) {
      if (!AwsTrouble.isDenied(e)) {
        throw e;
      }
      decrypted = false;
      answer = read(ssm, names, false);
    }
    if (!answer.invalidParameters().isEmpty()) {
      throw new IllegalStateException(
          "There is no parameter "
              + answer.invalidParameters().getFirst()
              + " in this account and region: deploy the stack first (npx cdk deploy), or name another"
              + " --region or --profile.");
    }
    Map<String, Parameter> found =
        answer.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
    boolean seen = decrypted;
    List<String> notSet =
        Stream.of(names.clientId(), names.clientSecret(), names.refreshToken())
            .filter(name -> isPlaceholder(require(found, name), seen))
            .toList();
    Parameter secret = require(found, names.clientSecret());
    StoredRecord record = RotationRecordJson.read(require(found, names.rotationRecord()).value());
    return new StoredState(
        SecretExpiry.of(secret.version(), secret.lastModifiedDate(), record),
        record,
        notSet,
        timeOf(answer));
  }

  private static GetParametersResponse read(SsmClient ssm, ParameterNames names, boolean decrypt) {
    return ssm.getParameters(
        request ->
            request
                .names(
                    names.clientId(),
                    names.clientSecret(),
                    names.refreshToken(),
                    names.rotationRecord())
                .withDecryption(decrypt));
  }

  private static boolean isPlaceholder(Parameter parameter, boolean decrypted) {
    return decrypted
        ? parameter.value().strip().equals(ParameterNames.PLACEHOLDER)
        : parameter.version() == 1;
  }

  private static Parameter require(Map<String, Parameter> found, String name) {
    Parameter parameter = found.get(name);
    if (parameter == null) {
      throw new IllegalStateException("Parameter Store did not answer for " + name + ".");
    }
    return parameter;
  }

  private static Instant timeOf(GetParametersResponse answer) {
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .orElseGet(Instant::now);
  }
}
