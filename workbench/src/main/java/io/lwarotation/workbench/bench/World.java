package io.lwarotation.workbench.bench;

import io.lwarotation.core.ParameterNames;
import io.lwarotation.local.MovableClock;
import io.lwarotation.local.amazon.Application;
import io.lwarotation.local.amazon.FakeAmazon;
import io.lwarotation.local.aws.LocalAws;
import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.LocalTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Amazon and AWS over TLS, with an application for each way of keeping tokens. The clock moves
 * before each call by more than SP-API's limit of the probe asks for.
 */
final class World implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
  private static final Duration BETWEEN_CALLS = Duration.ofSeconds(64);
  private static final List<Path> AUTHORITIES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"));

  private final MovableClock clock = MovableClock.at(START);
  private final LocalTls tls = LocalTls.create();
  private final List<Hop> hops = new CopyOnWriteArrayList<>();
  private final FakeAmazon amazon = FakeAmazon.start(clock, tls, this::timed);
  private final LocalAws aws = LocalAws.start(clock, tls, this::timed);
  private final Map<Tokens, Map<String, String>> environments = new EnumMap<>(Tokens.class);
  private final Path bundle;
  private final int authorities;

  /** How long the tokens of an application last, and with that what a warm call costs. */
  enum Tokens {
    /** Longer than any run: a warm call is one request. */
    KEPT(Duration.ofDays(30)),
    /** No longer than the margin before a token's end: every call is three requests. */
    FRESH(Duration.ofMinutes(5)),
    /** As Amazon's. */
    HOURLY(Duration.ofHours(1));

    private final Duration lifetime;

    Tokens(Duration lifetime) {
      this.lifetime = lifetime;
    }
  }

  World(Path folder) throws IOException {
    bundle = folder.resolve("authorities.pem");
    String system = systemAuthorities();
    Files.writeString(bundle, system + tls.authorityPem());
    authorities = system.split("BEGIN CERTIFICATE", -1).length;
  }

  /** With those of this system, whose reading takes its time in Lambda too. */
  private static String systemAuthorities() throws IOException {
    for (Path file : AUTHORITIES) {
      if (Files.isReadable(file)) {
        return Files.readString(file);
      }
    }
    return "";
  }

  private Map<String, String> register(Tokens tokens) {
    String app = "bench-" + tokens.name().toLowerCase(Locale.ROOT);
    Application application = amazon.register();
    application.tokensLast(tokens.lifetime);
    Map<String, String> environment = stored(aws, app, application);
    environment.putAll(amazon.endpoints());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_CA_BUNDLE", bundle.toString());
    environment.put("REQUESTS_CA_BUNDLE", bundle.toString());
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    return environment;
  }

  /** Stores an application's credentials; the variables that name them. */
  static Map<String, String> stored(LocalAws aws, String app, Application application) {
    ParameterNames names = ParameterNames.ofApp(app);
    aws.storeParameter(names.clientId(), application.clientId());
    aws.storeParameter(names.clientSecret(), application.clientSecret());
    aws.storeParameter(names.refreshToken(), application.refreshToken());
    aws.storeParameter(names.rotationRecord(), ParameterNames.PLACEHOLDER);
    return new HashMap<>(
        Map.of(
            "LWA_APP", app,
            "LWA_CLIENT_ID_PARAMETER", names.clientId(),
            "LWA_CLIENT_SECRET_PARAMETER", names.clientSecret(),
            "LWA_REFRESH_TOKEN_PARAMETER", names.refreshToken(),
            "LWA_ROTATION_RECORD_PARAMETER", names.rotationRecord()));
  }

  /** What a function's template and this machine say to it. */
  Map<String, String> environment(Tokens tokens) {
    return environments.computeIfAbsent(tokens, this::register);
  }

  /** How many certificate authorities the functions trust. */
  int authorities() {
    return authorities;
  }

  /** Lets so much time pass that SP-API takes another call, and forgets the requests so far. */
  void beginCall() {
    beginCall(BETWEEN_CALLS);
  }

  /** The same with the time that passes. */
  void beginCall(Duration step) {
    clock.advance(step);
    amazon.journal().clear();
    aws.journal().clear();
    hops.clear();
  }

  /** Requests since {@link #beginCall}, to all three services. */
  int requests() {
    return amazon.journal().entries().size() + aws.journal().entries().size();
  }

  /** Of these, those for a token. */
  int exchanges() {
    return amazon.journal().count(FakeAmazon.LWA);
  }

  /** The requests since {@link #beginCall}, in their order. */
  List<Hop> hops() {
    return List.copyOf(hops);
  }

  /** One request: when it was read whole and when answered, by {@link System#nanoTime}. */
  record Hop(long came, long answered) {}

  private Handler timed(Handler service) {
    return request -> {
      long came = System.nanoTime();
      try {
        return service.answer(request);
      } finally {
        hops.add(new Hop(came, System.nanoTime()));
      }
    };
  }

  @Override
  public void close() {
    aws.close();
    amazon.close();
  }
}
