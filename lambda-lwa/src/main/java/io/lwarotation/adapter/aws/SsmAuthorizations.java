package io.lwarotation.adapter.aws;

import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.CredentialShape;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.sweep.Authorizations;
import io.lwarotation.core.sweep.StoredAuthorization;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The authorizations in Parameter Store, read by their path.
 *
 * @see <a href=
 *     "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html">
 *     GetParametersByPath</a>
 */
public final class SsmAuthorizations implements Authorizations {
  /** As many as Parameter Store gives. */
  private static final int PAGE = 10;

  /** An account has 10,000 Standard parameters; some may be Advanced, and some hold a day. */
  private static final int MOST_PAGES = 3_000;

  /** Parameter Store bears 40 requests a second, of which others have their share. */
  private static final Duration BETWEEN_PAGES = Duration.ofMillis(40);

  private final SsmClient ssm;
  private final AuthorizationPath path;
  private final Consumer<Duration> pause;

  /**
   * @param pause waits between two pages
   */
  public SsmAuthorizations(SsmClient ssm, AuthorizationPath path, Consumer<Duration> pause) {
    this.ssm = ssm;
    this.path = path;
    this.pause = pause;
  }

  /** A parameter, and the value that could be read of it. */
  private record Found(Parameter parameter, Optional<String> value) {
    @Override
    public String toString() {
      return "Found[" + parameter.name() + "]";
    }
  }

  @Override
  public Listing list(Deadline deadline) {
    Map<Authorization, Found> tokens = new TreeMap<>();
    Map<Authorization, Found> days = new TreeMap<>();
    TreeSet<String> foreign = new TreeSet<>();
    for (Found found : found(deadline)) {
      String name = found.parameter().name();
      Optional<Authorization> token = path.ofToken(name);
      Optional<Authorization> day = path.ofAuthorized(name);
      boolean secret = found.parameter().type() == ParameterType.SECURE_STRING;
      if (token.isPresent() && secret) {
        tokens.put(token.get(), found);
      } else if (day.isPresent() && !secret) {
        days.put(day.get(), found);
      } else {
        foreign.add(path.shown(name));
      }
    }
    List<StoredAuthorization> all = new ArrayList<>();
    tokens.forEach((one, token) -> all.add(stored(one, token, days.get(one))));
    return new Listing(all, List.copyOf(foreign));
  }

  private StoredAuthorization stored(
      Authorization authorization, Found found, @Nullable Found day) {
    Instant storedAt = found.parameter().lastModifiedDate();
    Optional<LocalDate> authorized = day == null ? Optional.empty() : noted(day, storedAt);
    String name = path.token(authorization);
    if (found.parameter().type() != ParameterType.SECURE_STRING) {
      return unusable(authorization, name + " is not a SecureString", storedAt, authorized);
    }
    if (found.value().isEmpty()) {
      return unusable(
          authorization,
          name + " cannot be decrypted with the application's key",
          storedAt,
          authorized);
    }
    String text = found.value().get().strip();
    Optional<String> problem =
        text.equals(ParameterNames.PLACEHOLDER)
            ? Optional.of("is still the placeholder " + text)
            : CredentialShape.REFRESH_TOKEN.problem(text);
    return problem.isPresent()
        ? unusable(authorization, name + " " + problem.get(), storedAt, authorized)
        : new StoredAuthorization(
            authorization, Optional.of(Secret.of(text)), "", storedAt, authorized);
  }

  private static Optional<LocalDate> noted(Found day, Instant storedAt) {
    Instant notedAt = day.parameter().lastModifiedDate();
    return day.value().flatMap(text -> AuthorizationYear.noted(text, notedAt, storedAt));
  }

  private static StoredAuthorization unusable(
      Authorization authorization,
      String problem,
      Instant storedAt,
      Optional<LocalDate> authorized) {
    return new StoredAuthorization(authorization, Optional.empty(), problem, storedAt, authorized);
  }

  /**
   * One authorization.
   *
   * @return empty if none is stored
   * @throws StoreException if the store refused or did not answer
   */
  public Optional<StoredAuthorization> find(Authorization authorization, Deadline deadline) {
    String token = path.token(authorization);
    String day = path.authorized(authorization);
    List<Parameter> there = read(List.of(token, day), false, deadline);
    List<Parameter> readable;
    try {
      readable = read(List.of(token, day), true, deadline);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      // Under a key that does not decrypt it: there, and unusable.
      readable = there.stream().filter(one -> one.name().equals(day)).toList();
    }
    Optional<Found> foundDay = found(day, there, readable);
    return found(token, there, readable)
        .map(found -> stored(authorization, found, foundDay.orElse(null)));
  }

  /**
   * When the application's own refresh token was stored; its text is not asked for. The first
   * version is the placeholder of a deploy.
   *
   * @throws StoreException if the store refused or did not answer
   */
  public Optional<Instant> ownStoredAt(String parameter, Deadline deadline) {
    return read(List.of(parameter), false, deadline).stream()
        .filter(found -> found.version() > 1)
        .findFirst()
        .map(Parameter::lastModifiedDate);
  }

  private static Optional<Found> found(
      String name, List<Parameter> there, List<Parameter> readable) {
    return there.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(
            one ->
                new Found(
                    one,
                    readable.stream()
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .map(Parameter::value)));
  }

  private List<Found> found(Deadline deadline) {
    List<Found> all = new ArrayList<>();
    String next = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      GetParametersByPathResponse response = page(next, deadline, all);
      next = response.nextToken();
      if (next == null || next.isEmpty()) {
        return all;
      }
      pause.accept(BETWEEN_PAGES);
    }
    throw new StoreException(
        StoreException.Kind.UNREACHABLE,
        "Parameter Store gave more than " + MOST_PAGES + " pages below " + path.path() + ".",
        null);
  }

  private GetParametersByPathResponse page(
      @Nullable String next, Deadline deadline, List<Found> all) {
    try {
      GetParametersByPathResponse response = page(next, true, deadline);
      response.parameters().forEach(one -> all.add(new Found(one, Optional.of(one.value()))));
      return response;
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
    }
    // One that cannot be decrypted costs the whole page: look which it is.
    GetParametersByPathResponse response = page(next, false, deadline);
    for (Parameter one : response.parameters()) {
      all.add(
          new Found(
              one,
              one.type() == ParameterType.SECURE_STRING
                  ? decrypted(one.name(), deadline)
                  : Optional.of(one.value())));
    }
    return response;
  }

  private GetParametersByPathResponse page(
      @Nullable String next, boolean decrypted, Deadline deadline) {
    AwsCall call = call("reading what lies below " + path.path(), "ssm:GetParametersByPath");
    GetParametersByPathRequest request =
        GetParametersByPathRequest.builder()
            .path(path.path())
            .recursive(true)
            .withDecryption(decrypted)
            .maxResults(PAGE)
            .nextToken(next)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> ssm.getParametersByPath(request));
  }

  private Optional<String> decrypted(String name, Deadline deadline) {
    pause.accept(BETWEEN_PAGES);
    try {
      return read(List.of(name), true, deadline).stream().findFirst().map(Parameter::value);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private List<Parameter> read(List<String> names, boolean decrypted, Deadline deadline) {
    AwsCall call = call("reading " + path.shown(names.getFirst()), "ssm:GetParameters");
    GetParametersRequest request =
        GetParametersRequest.builder()
            .names(names)
            .withDecryption(decrypted)
            .overrideConfiguration(call.within(deadline))
            .build();
    return call.run(() -> ssm.getParameters(request)).parameters();
  }

  private static AwsCall call(String doing, String right) {
    return new AwsCall(
        "Parameter Store", doing, "check that the role has " + right + " on that path");
  }
}
