package io.lwarotation.local.amazon;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.http.Faults;
import io.lwarotation.local.http.Handler;
import io.lwarotation.local.http.Journal;
import io.lwarotation.local.http.LocalServer;
import io.lwarotation.local.http.LocalTls;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Login with Amazon and SP-API over HTTP, with state and by Amazon's rules, on a clock that is
 * moved. LWA and SP-API's three regions listen on four ports, as they live on four hosts. North
 * America is at home.
 */
public final class FakeAmazon implements AutoCloseable {
  /** LWA's name in the journal. */
  public static final String LWA = "LWA";

  /** SP-API's name in the journal: that of the region at home. */
  public static final String SP_API = "SP-API";

  /** The name of the other regions in the journal. */
  public static final String SP_API_ELSEWHERE = "SP-API elsewhere";

  private static final Region HOME = Region.NA;

  private final Registry registry;
  private final Deliveries deliveries;
  private final Journal journal = new Journal();
  private final Faults lwaFaults = new Faults();
  private final Faults spApiFaults = new Faults();
  private final Faults elsewhereFaults = new Faults();
  private final LocalServer lwa;
  private final Map<Region, LocalServer> spApi = new EnumMap<>(Region.class);
  private final Runnable endOfMoves;

  private FakeAmazon(MovableClock clock, Function<Handler, LocalServer> servers) {
    this.registry = new Registry(clock);
    this.deliveries = new Deliveries(registry);
    this.lwa = servers.apply(journal.of(LWA, lwaFaults.before(new LoginWithAmazon(registry))));
    for (Region region : Region.values()) {
      Handler handler = new SellingPartnerApi(registry, region);
      spApi.put(
          region,
          servers.apply(
              region == HOME
                  ? journal.of(SP_API, spApiFaults.before(handler))
                  : journal.of(SP_API_ELSEWHERE, elsewhereFaults.before(handler))));
    }
    this.endOfMoves = clock.follow(deliveries::sendDue);
  }

  /** Starts Amazon over plain HTTP. */
  public static FakeAmazon start(MovableClock clock) {
    return start(clock, UnaryOperator.identity());
  }

  /** The same with something between the services and their clients. */
  public static FakeAmazon start(MovableClock clock, UnaryOperator<Handler> tap) {
    return new FakeAmazon(clock, handler -> LocalServer.start(clock, tap.apply(handler)));
  }

  /**
   * The same over TLS.
   *
   * @param tap what lies around the services, such as a stopwatch
   */
  public static FakeAmazon start(MovableClock clock, LocalTls tls, UnaryOperator<Handler> tap) {
    return new FakeAmazon(clock, handler -> LocalServer.start(clock, tls, tap.apply(handler)));
  }

  /** For {@code LWA_TOKEN_ENDPOINT}. */
  public URI tokenEndpoint() {
    return lwa.uri().resolve(LoginWithAmazon.PATH);
  }

  /** For {@code SP_API_ENDPOINT}: scheme, host and port. */
  public URI spApiEndpoint() {
    return spApiEndpoint(HOME);
  }

  private URI spApiEndpoint(Region region) {
    return Objects.requireNonNull(spApi.get(region)).uri();
  }

  /** The variables that name LWA and SP-API's hosts. */
  public Map<String, String> endpoints() {
    Map<String, String> endpoints = new HashMap<>();
    endpoints.put("LWA_TOKEN_ENDPOINT", tokenEndpoint().toString());
    endpoints.put("SP_API_ENDPOINT", spApiEndpoint().toString());
    spApi.forEach(
        (one, server) -> endpoints.put("SP_API_ENDPOINT_" + one, server.uri().toString()));
    return endpoints;
  }

  /** A new application, authorized by a seller at home, with a secret made now. */
  public Application register() {
    Application application = new Application(HOME, registry, deliveries);
    registry.add(application);
    return application;
  }

  /** Amazon sends a message to a queue; nobody is told if the queue does not take it. */
  public void send(URI queue, String body) {
    deliveries.send(queue, body);
  }

  /** How many messages queues have taken. */
  public int messagesSent() {
    return deliveries.sent();
  }

  /** How many messages were lost because a queue refused them or did not answer. */
  public int messagesLost() {
    return deliveries.lost();
  }

  /** What was asked of both services and how it was answered, faults included. */
  public Journal journal() {
    return journal;
  }

  /** Faults of LWA. */
  public Faults lwaFaults() {
    return lwaFaults;
  }

  /** Faults of SP-API at home. */
  public Faults spApiFaults() {
    return spApiFaults;
  }

  /** Faults of SP-API in the other regions. */
  public Faults elsewhereFaults() {
    return elsewhereFaults;
  }

  @Override
  public void close() {
    endOfMoves.run();
    lwa.close();
    spApi.values().forEach(LocalServer::close);
  }
}
