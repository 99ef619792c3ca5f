package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Pause;
import io.lwarotation.adapter.aws.ParameterStore.Answer;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.CredentialShape;
import io.lwarotation.core.Deadline;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
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

  private final ParameterStore store;
  private final AuthorizationPath path;
  private final Pause pause;

  /**
   * @param pause waits between two pages
   */
  public SsmAuthorizations(SsmClient ssm, AuthorizationPath path, Pause pause) {
    this.store = new ParameterStore(ssm, ssm);
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
    String text = found.value().orElse("").strip();
    Optional<String> problem;
    if (found.parameter().type() != ParameterType.SECURE_STRING) {
      problem = Optional.of("is not a SecureString");
    } else if (found.value().isEmpty()) {
      problem = Optional.of("cannot be decrypted with the application's key");
    } else {
      problem = CredentialShape.REFRESH_TOKEN.problem(text);
    }
    return new StoredAuthorization(
        authorization,
        problem.isEmpty() ? Optional.of(Secret.of(text)) : Optional.empty(),
        problem.map(why -> path.token(authorization) + " " + why).orElse(""),
        storedAt,
        day == null ? Optional.empty() : noted(day, storedAt));
  }

  private static Optional<LocalDate> noted(Found day, Instant storedAt) {
    Instant notedAt = day.parameter().lastModifiedDate();
    return day.value().flatMap(text -> AuthorizationYear.noted(text, notedAt, storedAt));
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
    Answer there = read(List.of(token, day), false, deadline);
    Optional<Found> foundDay =
        there.parameter(day).map(one -> new Found(one, Optional.of(one.value())));
    return there
        .parameter(token)
        .map(one -> new Found(one, decrypted(token, deadline)))
        .map(found -> stored(authorization, found, foundDay.orElse(null)));
  }

  /**
   * When the application's own refresh token was stored; its text is not asked for. The first
   * version is the placeholder of a deploy.
   *
   * @throws StoreException if the store refused or did not answer
   */
  public Optional<Instant> ownStoredAt(String parameter, Deadline deadline) {
    return read(List.of(parameter), false, deadline)
        .parameter(parameter)
        .filter(found -> found.version() > 1)
        .map(Parameter::lastModifiedDate);
  }

  private List<Found> found(Deadline deadline) {
    List<Found> all = new ArrayList<>();
    String next = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      next = page(next, deadline, all);
      if (next == null || next.isEmpty()) {
        return all;
      }
      pause.untilInterrupted(BETWEEN_PAGES);
    }
    throw new StoreException(
        StoreException.Kind.UNREACHABLE,
        "Parameter Store gave more than " + MOST_PAGES + " pages below " + path.path() + ".",
        null);
  }

  /** One parameter that cannot be decrypted costs the whole page: then looks which it is. */
  private @Nullable String page(@Nullable String next, Deadline deadline, List<Found> all) {
    Optional<GetParametersByPathResponse> readable =
        ParameterStore.unlessRefused(() -> page(next, true, deadline));
    GetParametersByPathResponse response = readable.orElseGet(() -> page(next, false, deadline));
    for (Parameter one : response.parameters()) {
      Optional<String> value = Optional.of(one.value());
      if (readable.isEmpty() && one.type() == ParameterType.SECURE_STRING) {
        pause.untilInterrupted(BETWEEN_PAGES);
        value = decrypted(one.name(), deadline);
      }
      all.add(new Found(one, value));
    }
    return response.nextToken();
  }

  private GetParametersByPathResponse page(
      @Nullable String next, boolean decrypted, Deadline deadline) {
    GetParametersByPathRequest.Builder request =
        GetParametersByPathRequest.builder()
            .path(path.path())
            .recursive(true)
            .withDecryption(decrypted)
            .maxResults(PAGE)
            .nextToken(next);
    return ParameterStore.call(
            "reading what lies below " + path.path(), "has ssm:GetParametersByPath on that path")
        .run(deadline, request, store.reading()::getParametersByPath);
  }

  private Optional<String> decrypted(String name, Deadline deadline) {
    return ParameterStore.unlessRefused(() -> read(List.of(name), true, deadline))
        .flatMap(answer -> answer.value(name));
  }

  private Answer read(List<String> names, boolean decrypted, Deadline deadline) {
    AwsCall call =
        ParameterStore.call(
            "reading " + path.shown(names.getFirst()), "has ssm:GetParameters on that path");
    return store.answer(names, decrypted, call, deadline);
  }
}
