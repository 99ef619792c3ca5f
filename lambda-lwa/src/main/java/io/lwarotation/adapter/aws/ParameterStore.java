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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterHistoryResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * Parameter Store through AWS's SDK. Every method throws {@link StoreException} if AWS refuses or
 * does not answer.
 *
 * @param writing a client that repeats no write which may have been done: see {@link
 *     SdkClients#ssmForWriting}
 * @param clock for where AWS does not tell its time
 */
record ParameterStore(SsmClient reading, SsmClient writing, InstantSource clock) {
  /** Parameter Store keeps 100 versions, a page holds 50; some may be shorter. */
  private static final int MOST_PAGES = 10;

  private static final int PAGE = 50;

  /** For who asks for no time. */
  ParameterStore(SsmClient reading, SsmClient writing) {
    this(reading, writing, () -> Instant.EPOCH);
  }

  /** A call whose refusal says what the role needs. */
  static AwsCall call(String doing, String needed) {
    return new AwsCall("Parameter Store", doing, "check that the caller's role " + needed);
  }

  /** Empty where it is refused, such as for a key that does not decrypt it. */
  static <T> Optional<T> unlessRefused(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Those that are there, by name; {@code at} is AWS's time, not before they were written. */
  record Answer(Map<String, Parameter> parameters, Instant at) {
    Optional<Parameter> parameter(String name) {
      return Optional.ofNullable(parameters.get(name));
    }

    Optional<String> value(String name) {
      return parameter(name).map(Parameter::value);
    }

    @Override
    public String toString() {
      return "Answer[" + at + "]";
    }
  }

  /** The newest versions, decrypted. */
  Answer newest(List<String> names, Deadline deadline) {
    return answer(names, true, readingCall(String.join(", ", names)), deadline);
  }

  /** Versions and dates, and the values of what is no secret; needs no key. */
  Answer metadata(List<String> names, Deadline deadline) {
    String doing = "reading the dates of " + String.join(", ", names);
    return answer(names, false, call(doing, "has ssm:GetParameters on them"), deadline);
  }

  /** One parameter that is no secret. */
  Optional<Parameter> plain(String name, Deadline deadline) {
    AwsCall call = call("reading " + name, "has ssm:GetParameters on it");
    return answer(List.of(name), false, call, deadline).parameter(name);
  }

  Answer answer(List<String> names, boolean decrypted, AwsCall call, Deadline deadline) {
    GetParametersResponse response =
        call.run(deadline, asking(names, decrypted), reading::getParameters);
    Map<String, Parameter> parameters =
        response.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
    // The header is cut to the second.
    Instant at =
        Stream.concat(
                Stream.of(date(response.sdkHttpResponse()).orElseGet(clock::instant)),
                parameters.values().stream().map(Parameter::lastModifiedDate))
            .max(Instant::compareTo)
            .orElseThrow();
    return new Answer(parameters, at);
  }

  private static GetParametersRequest.Builder asking(List<String> names, boolean decrypted) {
    return GetParametersRequest.builder().names(names).withDecryption(decrypted);
  }

  /** One version; empty if it cannot be seen. */
  Optional<Parameter> version(String name, long version, Deadline deadline) {
    String selector = name + ":" + version;
    return readingCall(selector)
        .find(
            ParameterVersionNotFoundException.class,
            deadline,
            asking(List.of(selector), true),
            reading::getParameters)
        .flatMap(response -> response.parameters().stream().findFirst())
        .filter(parameter -> parameter.version() == version);
  }

  /** The same for who needs it: one that cannot be seen may be there, for readers may lag. */
  Parameter at(String name, long version, Deadline deadline) {
    return version(name, version, deadline)
        .orElseThrow(
            () ->
                new StoreException(
                    StoreException.Kind.UNREACHABLE,
                    "Version %d of %s cannot be seen yet; it is tried again."
                        .formatted(version, name),
                    null));
  }

  /** All versions that are kept, the oldest first; only dates if they are not decrypted. */
  List<ParameterHistory> history(String name, boolean decrypted, Deadline deadline) {
    AwsCall call = readingCall("the earlier versions of " + name);
    List<ParameterHistory> versions = new ArrayList<>();
    String next = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      GetParameterHistoryRequest.Builder request =
          GetParameterHistoryRequest.builder()
              .name(name)
              .withDecryption(decrypted)
              .maxResults(PAGE)
              .nextToken(next);
      GetParameterHistoryResponse response =
          call.run(deadline, request, reading::getParameterHistory);
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

  /** Writes a new version, whatever the present one is; returns its number. */
  long put(PutParameterRequest.Builder request, Deadline deadline) {
    return puttingCall(request, "writing ")
        .run(deadline, request.overwrite(true), writing::putParameter)
        .version();
  }

  /** Creates a parameter; returns false if it is there. */
  boolean create(PutParameterRequest.Builder request, Deadline deadline) {
    return puttingCall(request, "creating ")
        .find(
            ParameterAlreadyExistsException.class,
            deadline,
            request.overwrite(false),
            writing::putParameter)
        .isPresent();
  }

  private static AwsCall puttingCall(PutParameterRequest.Builder request, String doing) {
    return call(
        doing + request.build().name(),
        "may put this parameter and use the key, and that the key is enabled");
  }

  private static AwsCall readingCall(String what) {
    return call("reading " + what, "may read it and use its key, and that the key is enabled");
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
