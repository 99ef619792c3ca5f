package io.lwarotation.adapter;

import io.lwarotation.adapter.SsmAnswer.Parameter;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.AuthorizationPath;
import io.lwarotation.core.AuthorizationYear;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.CredentialShape;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.EarlierSecret.EarlierVersions;
import io.lwarotation.core.MalformedSecret;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import io.lwarotation.core.StoredSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The credentials in Parameter Store, read with one GetParameters. */
public final class SsmCredentialStore implements CredentialStore, EarlierVersions {
  /** How far back an earlier secret is looked for. */
  private static final int MOST_EARLIER = 3;

  private final SsmGetParameters request;
  private final ParameterNames names;
  private final InstantSource clock;

  private final boolean publicApplication;

  /** Whose refresh token it is; empty for the application's own. */
  private final Optional<Authorization> authorization;

  /** Where the day of that authorization may be noted; nothing where it never ends. */
  private final Optional<String> authorized;

  /** What the last reading showed, for whichever authorization it was. */
  private final AtomicReference<@Nullable StoredCredentials> newest;

  /**
   * @param publicApplication whether authorizations end after a year
   * @param clock for signatures, and for {@code readAt} where AWS does not tell its time
   */
  public SsmCredentialStore(
      CrtHttp http,
      AwsEnvironment aws,
      ParameterNames names,
      boolean publicApplication,
      InstantSource clock) {
    this(http, aws, names, publicApplication, clock, new SplittableRandom(), Pause.SLEEP);
  }

  SsmCredentialStore(
      CrtHttp http,
      AwsEnvironment aws,
      ParameterNames names,
      boolean publicApplication,
      InstantSource clock,
      RandomGenerator random,
      Pause pause) {
    this.names = names;
    this.clock = clock;
    this.publicApplication = publicApplication;
    this.request =
        new SsmGetParameters(AwsJsonService.parameterStore(http, aws, clock, random, pause), names);
    this.authorization = Optional.empty();
    this.authorized = Optional.empty();
    this.newest = new AtomicReference<>();
  }

  private SsmCredentialStore(
      SsmCredentialStore other, AuthorizationPath path, Authorization authorization) {
    this.names = path.names(other.names, authorization);
    this.clock = other.clock;
    this.publicApplication = other.publicApplication;
    this.request = new SsmGetParameters(other.request.ssm(), names);
    this.authorization = Optional.of(authorization);
    this.authorized =
        publicApplication ? Optional.of(path.authorized(authorization)) : Optional.empty();
    this.newest = other.newest;
  }

  /**
   * The credentials of another authorization of the same application. Both know what either of them
   * has read.
   */
  public SsmCredentialStore of(Authorization authorization, AuthorizationPath path) {
    return new SsmCredentialStore(this, path, authorization);
  }

  @Override
  public StoredCredentials read(Deadline deadline) {
    List<String> wanted = new ArrayList<>(names.all());
    if (authorized.isPresent()) {
      wanted.add(authorized.get());
    }
    try {
      SsmAnswer answer = request.read(wanted, deadline);
      Instant at = answer.at().isPresent() ? answer.at().get() : clock.instant();
      StoredCredentials read = credentials(answer, at);
      newest.set(read);
      return read;
    } catch (StoreException refused) {
      throw request.explained(refused, deadline);
    }
  }

  @Override
  public Optional<StoredCredentials> newer(StoredCredentials known) {
    StoredCredentials last = newest.get();
    return last != null && last.secretVersion() > known.secretVersion()
        ? Optional.of(known.with(last))
        : Optional.empty();
  }

  /**
   * Reads the versions one by one over the same connection: AWS does not say what it answers to
   * several versions of one name.
   */
  @Override
  public Optional<Secret> before(long version, StoredSecret stored, Deadline deadline) {
    for (long v = version - 1; v >= Math.max(1, version - MOST_EARLIER); v--) {
      Optional<Secret> earlier = secretAt(v, deadline);
      if (earlier.isPresent() && !stored.equals(earlier.get())) {
        return earlier;
      }
    }
    return Optional.empty();
  }

  /** Empty if that version is no usable secret; throws if it cannot be seen: it may be there. */
  private Optional<Secret> secretAt(long version, Deadline deadline) {
    String text =
        request
            .read(List.of(names.clientSecret() + ":" + version), deadline)
            .parameter(names.clientSecret())
            .filter(found -> found.version() == version)
            .orElseThrow(
                () ->
                    new StoreException(
                        StoreException.Kind.UNREACHABLE,
                        "version %d of %s cannot be seen; it is tried again."
                            .formatted(version, names.clientSecret()),
                        null))
            .value()
            .strip();
    return CredentialShape.CLIENT_SECRET.problem(text).isEmpty()
        ? Optional.of(Secret.of(text))
        : Optional.empty();
  }

  private StoredCredentials credentials(SsmAnswer stored, Instant readAt) {
    List<String> problems = new ArrayList<>();
    String clientId = checked(stored, names.clientId(), CredentialShape.CLIENT_ID, problems);
    StoredSecret clientSecret = clientSecret(stored, problems);
    String refreshToken =
        checked(stored, names.refreshToken(), CredentialShape.REFRESH_TOKEN, problems);
    if (clientSecret instanceof MalformedSecret malformed && !problems.isEmpty()) {
      problems.add(malformed.problem());
    }
    Parameter secret = stored.parameters().get(names.clientSecret());
    Parameter token = stored.parameters().get(names.refreshToken());
    if (clientId == null
        || clientSecret == null
        || refreshToken == null
        || secret == null
        || token == null) {
      throw new NotConfiguredException(
          unusable(problems, clientId != null && clientSecret != null),
          names.nothingStored(name -> stored.parameter(name).map(Parameter::value)));
    }
    return new StoredCredentials(
        new ClientId(clientId),
        clientSecret,
        Secret.of(refreshToken),
        secret.version(),
        secret.lastModified(),
        record(stored),
        readAt,
        publicApplication && isYearOver(stored, token.lastModified(), readAt));
  }

  private boolean isYearOver(SsmAnswer stored, Instant storedAt, Instant readAt) {
    return AuthorizationYear.of(
            storedAt,
            authorized
                .flatMap(stored::parameter)
                .flatMap(day -> AuthorizationYear.noted(day.value(), day.lastModified(), storedAt)))
        .isOver(LocalDate.ofInstant(readAt, ZoneOffset.UTC));
  }

  /**
   * @param ofToken whether nothing is wrong but the refresh token
   */
  private String unusable(List<String> problems, boolean ofToken) {
    return "The credentials of application %s cannot be used: %s. Store them with `./lwa put --app %s%s`."
        .formatted(
            names.app(),
            String.join("; ", problems),
            names.app(),
            ofToken ? authorization.map(one -> " --authorization " + one).orElse("") : "");
  }

  /** A malformed one is no reason to stop: an earlier one may go on. */
  private @Nullable StoredSecret clientSecret(SsmAnswer stored, List<String> problems) {
    List<String> own = new ArrayList<>();
    String name = names.clientSecret();
    String text = checked(stored, name, CredentialShape.CLIENT_SECRET, own);
    if (text != null) {
      return Secret.of(text);
    }
    if (stored
        .parameter(name)
        .filter(there -> !there.value().strip().equals(ParameterNames.PLACEHOLDER))
        .isPresent()) {
      return new MalformedSecret(own.getFirst(), unusable(own, false));
    }
    problems.addAll(own);
    return null;
  }

  /** Without a line break that was pasted with it, or null after its problem was noted. */
  private static @Nullable String checked(
      SsmAnswer stored, String name, CredentialShape shape, List<String> problems) {
    Parameter parameter = stored.parameters().get(name);
    String text = parameter == null ? "" : parameter.value().strip();
    Optional<String> problem = parameter == null ? Optional.of("is missing") : shape.problem(text);
    if (problem.isPresent()) {
      problems.add(name + " " + problem.get());
      return null;
    }
    return text;
  }

  private StoredRecord record(SsmAnswer stored) {
    Parameter parameter = stored.parameters().get(names.rotationRecord());
    return parameter == null
        ? new StoredRecord.Absent()
        : RotationRecordJson.readNewest(parameter.value(), parameter.version());
  }
}
