package io.lwarotation.adapter.aws;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** Parameters and their earlier versions, decrypted, through AWS's SDK. */
final class SsmReading {
  /** Parameter Store keeps 100 versions, a page holds 50; some may be shorter. */
  private static final int MOST_PAGES = 10;

  private static final int PAGE = 50;

  private final SsmClient ssm;
  private final InstantSource clock;

  /**
   * @param clock for where AWS does not tell its time
   */
  SsmReading(SsmClient ssm, InstantSource clock) {
    this.ssm = ssm;
    this.clock = clock;
  }

  /** By this machine's clock. */
  Instant now() {
    return clock.instant();
  }

  /**
   * The parameters that there are, by name.
   *
   * @param at by AWS's clock, not before any of them was written
   */
  record Answer(Map<String, Parameter> parameters, Instant at) {
    Optional<Parameter> parameter(String name) {
      return Optional.ofNullable(parameters.get(name));
    }

    @Override
    public String toString() {
      return "Answer[" + at + "]";
    }
  }

  Answer newest(List<String> names, Deadline deadline) {
    return newest(names, true, call(String.join(", ", names)), deadline);
  }

  /** Versions and dates, and the values of what is no secret; needs no key. */
  Answer metadata(List<String> names, Deadline deadline) {
    return newest(
        names,
        false,
        new AwsCall(
            "Parameter Store",
            "reading the dates of " + String.join(", ", names),
            "check that the function's role has ssm:GetParameters on them"),
        deadline);
  }

  private Answer newest(List<String> names, boolean decrypted, AwsCall call, Deadline deadline) {
    GetParametersRequest request =
        GetParametersRequest.builder()
            .names(names)
            .withDecryption(decrypted)
            .overrideConfiguration(call.within(deadline))
            .build();
    GetParametersResponse response = call.run(() -> ssm.getParameters(request));
    Map<String, Parameter> parameters =
        response.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
    Instant at = date(response.sdkHttpResponse()).orElseGet(clock::instant);
    for (Parameter parameter : parameters.values()) {
      // The header is cut to the second.
      if (parameter.lastModifiedDate().isAfter(at)) {
        at = parameter.lastModifiedDate();
      }
    }
    return new Answer(parameters, at);
  }

  /**
   * One version.
   *
   * @throws StoreException also if it cannot be seen: it may be there all the same, for a reader
   *     may be behind a writer
   */
  Parameter at(String name, long version, Deadline deadline) {
    AwsCall call = call(name + ":" + version);
    GetParametersRequest request =
        GetParametersRequest.builder()
            .names(name + ":" + version)
            .withDecryption(true)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> found(request))
        .filter(parameter -> parameter.version() == version)
        .orElseThrow(
            () ->
                new StoreException(
                    StoreException.Kind.UNREACHABLE,
                    "Version "
                        + version
                        + " of "
                        + name
                        + " cannot be seen yet; it is tried again.",
                    null));
  }

  private Optional<Parameter> found(GetParametersRequest request) {
    try {
      return ssm.getParameters(request).parameters().stream().findFirst();
    } catch (ParameterVersionNotFoundException _) {
      return Optional.empty();
    }
  }

  /**
   * All versions that are kept, the oldest first.
   *
   * @param decrypted otherwise only versions and dates mean anything
   */
  List<ParameterHistory> history(String name, boolean decrypted, Deadline deadline) {
    AwsCall call = call("the earlier versions of " + name);
    List<ParameterHistory> versions = new ArrayList<>();
    String next = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      GetParameterHistoryRequest request =
          GetParameterHistoryRequest.builder()
              .name(name)
              .withDecryption(decrypted)
              .maxResults(PAGE)
              .nextToken(next)
              .overrideConfiguration(call.within(deadline))
              .build();
      GetParameterHistoryResponse response = call.run(() -> ssm.getParameterHistory(request));
      versions.addAll(response.parameters());
      next = response.nextToken();
      if (next == null || next.isEmpty()) {
        return versions;
      }
    }
    throw new StoreException(
        StoreException.Kind.UNREACHABLE,
        "Parameter Store gave more than " + MOST_PAGES + " pages of versions of " + name + ".",
        null);
  }

  private static AwsCall call(String what) {
    return new AwsCall(
        "Parameter Store",
        "reading " + what,
        "check that the function's role may read it and use its key, and that the key is enabled");
  }

  private static Optional<Instant> date(@Nullable SdkHttpResponse response) {
    try {
      return Optional.ofNullable(response)
          .flatMap(http -> http.firstMatchingHeader("Date"))
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException _) {
      // The header is a courtesy: what is no date is the same as none.
      return Optional.empty();
    }
  }
}
