package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/**
 * The same assertions against whatever engine a user runs at {@code AWS_ENDPOINT_URL}, which the
 * build hands on.
 */
final class ConfiguredEngineContractTest extends AwsContract {
  private static final String ENDPOINT = System.getProperty("lwa.engine", "");

  /** In this order: ministack answers on LocalStack's page too. */
  private static final List<Map.Entry<Engine.Name, String>> PAGES =
      List.of(
          Map.entry(Engine.Name.MINISTACK, "/_ministack/health"),
          Map.entry(Engine.Name.LOCALSTACK, "/_localstack/health"),
          Map.entry(Engine.Name.MOTO, "/moto-api/data.json"));

  /** Moto says that its page is a script. */
  private static final Pattern JSON = Pattern.compile("json|javascript");

  private static Optional<Engine.Name> name = Optional.empty();

  @BeforeAll
  static void needsAnEngineWhoseDifferencesAreKnown() throws IOException, InterruptedException {
    assumeTrue(!ENDPOINT.isEmpty(), "skipped: AWS_ENDPOINT_URL is not set");
    assumeTrue(
        Engine.listensAt(URI.create(ENDPOINT)),
        "skipped: nothing answers at AWS_ENDPOINT_URL, " + ENDPOINT);
    name = nameOf(URI.create(ENDPOINT));
    assumeTrue(
        name.isPresent(),
        "skipped: nobody has listed the differences of the engine at " + ENDPOINT);
  }

  /** By the page of each engine that tells of its health. */
  private static Optional<Engine.Name> nameOf(URI endpoint)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (Map.Entry<Engine.Name, String> engine : PAGES) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(engine.getValue())).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200
            && JSON.matcher(answer.headers().firstValue("Content-Type").orElse("")).find()) {
          return Optional.of(engine.getKey());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  URI engine() {
    return URI.create(ENDPOINT);
  }

  @Override
  Map<String, String> knownDifferences() {
    return EngineDifferences.of(name.orElseThrow());
  }
}
