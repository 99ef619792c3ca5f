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
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The credentials in Parameter Store, read with one GetParameters. */
public final class SsmCredentialStore implements CredentialStore, EarlierVersions {
  /** How far back an earlier secret is looked for. */
  private static final int MOST_EARLIER = 3;

  private final ParameterNames names;
  private final InstantSource clock;
  private final SsmGetParameters request;

  /** What the last reading showed, for whichever authorization it was. */
  private final AtomicReference<@Nullable StoredCredentials> newest;

  /** Of the command that stores the refresh token. */
  private final String tokenOption;

  /** Whether authorizations end after a year. */
  private final boolean publicApplication;

  /** Where the day of the authorization may be noted; nothing for the application's own. */
  private final Optional<String> authorized;

  /** The same where authorizations may end after a year. */
  public SsmCredentialStore(
      CrtHttp http,
      AwsEnvironment aws,
      ParameterNames names,
      boolean publicApplication,
      InstantSource clock) {
    this(http, aws, names, publicApplication, clock, new SplittableRandom(), Pause.SLEEP);
  }

  /**
   * @param clock for signatures, and for {@code readAt} where AWS does not tell its time
   */
  public SsmCredentialStore(
      CrtHttp http, AwsEnvironment aws, ParameterNames names, InstantSource clock) {
    this(http, aws, names, false, clock);
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
    this.request = new SsmGetParameters(http, aws, names, clock, random, pause);
    this.newest = new AtomicReference<>();
    this.tokenOption = "";
    this.publicApplication = publicApplication;
    this.authorized = Optional.empty();
  }

  private SsmCredentialStore(
      SsmCredentialStore other, AuthorizationPath path, Authorization authorization) {
    this.names = path.names(other.names, authorization);
    this.clock = other.clock;
    this.request = other.request.with(names);
    this.newest = other.newest;
    this.tokenOption = " --authorization " + authorization;
    this.publicApplication = other.publicApplication;
    this.authorized =
        publicApplication ? Optional.of(path.authorized(authorization)) : Optional.empty();
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
    HttpAnswer answer;
    try {
      answer = request.send(wanted(), deadline);
    } catch (StoreException refused) {
      throw new UnreadablePlaceholders(names, request).or(refused, deadline);
    }
    Optional<Instant> readAt = answer.date();
    StoredCredentials read =
        credentials(parse(answer), readAt.isPresent() ? readAt.get() : clock.instant());
    newest.set(read);
    return read;
  }

  private List<String> wanted() {
    if (authorized.isEmpty()) {
      return names.all();
    }
    List<String> wanted = new ArrayList<>(names.all());
    wanted.add(authorized.get());
    return wanted;
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

  /**
   * Empty if that version is no usable secret.
   *
   * @throws StoreException also if it cannot be seen, which does not mean that there is none
   */
  private Optional<Secret> secretAt(long version, Deadline deadline) {
    List<String> wanted = List.of(names.clientSecret() + ":" + version);
    Parameter found = parse(request.send(wanted, deadline)).parameters().get(names.clientSecret());
    if (found == null || found.version() != version) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "version "
              + version
              + " of "
              + names.clientSecret()
              + " cannot be seen; it is tried again.",
          null);
    }
    String text = found.value().strip();
    return text.equals(ParameterNames.PLACEHOLDER) ? Optional.empty() : usable(text);
  }

  private static Optional<Secret> usable(String text) {
    try {
      return Optional.of(CredentialShape.CLIENT_SECRET.secret(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private SsmAnswer parse(HttpAnswer answer) {
    try {
      return SsmAnswer.parse(answer.body());
    } catch (NotJsonException e) {
      throw new StoreException(
          StoreException.Kind.UNREACHABLE,
          "Parameter Store gave application "
              + names.app()
              + " an answer that "
              + e.reason()
              + "; the next run tries again.",
          e);
    }
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
    if (clientId == null || clientSecret == null || refreshToken == null || secret == null) {
      String option = clientId != null && clientSecret != null ? tokenOption : "";
      throw new NotConfiguredException(
          unusable(problems, option),
          names.nothingStored(
              name -> Optional.ofNullable(stored.parameters().get(name)).map(Parameter::value)));
    }
    return new StoredCredentials(
        new ClientId(clientId),
        clientSecret,
        Secret.of(refreshToken),
        secret.version(),
        secret.lastModified(),
        record(stored),
        readAt,
        publicApplication && year(stored).isOver(LocalDate.ofInstant(readAt, ZoneOffset.UTC)));
  }

  private AuthorizationYear year(SsmAnswer stored) {
    Instant storedAt =
        Objects.requireNonNull(stored.parameters().get(names.refreshToken())).lastModified();
    return AuthorizationYear.of(
        storedAt,
        authorized
            .flatMap(name -> Optional.ofNullable(stored.parameters().get(name)))
            .flatMap(day -> AuthorizationYear.noted(day.value(), day.lastModified(), storedAt)));
  }

  private String unusable(List<String> problems, String option) {
    return "The credentials of application "
        + names.app()
        + " cannot be used: "
        + String.join("; ", problems)
        + ". Store them with `./lwa put --app "
        + names.app()
        + option
        + "`.";
  }

  /** A malformed one is no reason to stop: an earlier one may go on. */
  private @Nullable StoredSecret clientSecret(SsmAnswer stored, List<String> problems) {
    String text = text(stored, names.clientSecret(), problems);
    if (text == null) {
      return null;
    }
    try {
      return CredentialShape.CLIENT_SECRET.secret(text);
    } catch (IllegalArgumentException e) {
      String problem = names.clientSecret() + " " + e.getMessage();
      return new MalformedSecret(problem, unusable(List.of(problem), ""));
    }
  }

  /** The credential, or null after its problem was noted. */
  private static @Nullable String checked(
      SsmAnswer stored, String name, CredentialShape shape, List<String> problems) {
    String text = text(stored, name, problems);
    try {
      return text == null ? null : shape.checked(text);
    } catch (IllegalArgumentException e) {
      problems.add(name + " " + e.getMessage());
      return null;
    }
  }

  /** The text, or null after its problem was noted. */
  private static @Nullable String text(SsmAnswer stored, String name, List<String> problems) {
    Parameter parameter = stored.parameters().get(name);
    if (parameter == null) {
      problems.add(name + " is missing");
      return null;
    }
    // A line break that was pasted with a credential must never be sent.
    String value = parameter.value().strip();
    if (value.equals(ParameterNames.PLACEHOLDER)) {
      problems.add(name + " is still the placeholder " + ParameterNames.PLACEHOLDER);
      return null;
    }
    return value;
  }

  private StoredRecord record(SsmAnswer stored) {
    Parameter parameter = stored.parameters().get(names.rotationRecord());
    return parameter == null
        ? new StoredRecord.Absent()
        : RotationRecordJson.readNewest(parameter.value(), parameter.version());
  }
}
