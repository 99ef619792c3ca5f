package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.core.FaultServer;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoreException.Kind;
import io.lwarotation.core.StoredCredentials;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A store that faces a server of the test: what is stored, and how it is read. */
abstract class SsmStoreCase {
  static final String MARKER = "EXAMPLE-marker";
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final ParameterNames NAMES = ParameterNames.ofApp("my-erp");

  /** Sorted by name, as AWS answers. */
  static final String STORED =
      parameters(
          parameter(NAMES.clientId(), "amzn1.application-oa2-client." + MARKER, 3),
          parameter(NAMES.clientSecret(), "amzn1.oa2-cs.v1." + MARKER, 7),
          parameter(NAMES.refreshToken(), "Atzr|" + MARKER, 1));

  final List<Duration> pauses = new ArrayList<>();

  static String parameters(String... parameters) {
    return "{\"InvalidParameters\":[],\"Parameters\":[" + String.join(",", parameters) + "]}";
  }

  static String parameter(String name, String value, int version) {
    return "{\"LastModifiedDate\":1.749593357456E9,\"Name\":\"%s\",\"Value\":\"%s\",\"Version\":%d}"
        .formatted(name, value, version);
  }

  static Map<String, String> environment(URI ssm) {
    return Map.of(
        "AWS_REGION",
        "eu-west-1",
        "AWS_ACCESS_KEY_ID",
        "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY",
        "secret-" + MARKER,
        "AWS_SESSION_TOKEN",
        "token-" + MARKER,
        "AWS_ENDPOINT_URL_SSM",
        ssm.toString());
  }

  SsmCredentialStore store(Map<String, String> environment) {
    return new SsmCredentialStore(
        Http.SHARED,
        AwsEnvironment.of(environment),
        NAMES,
        false,
        InstantSource.fixed(NOW),
        new SplittableRandom(42),
        pauses::add);
  }

  StoredCredentials read(FaultServer server) {
    return store(environment(server.uri())).read(Http.soon());
  }

  StoreException failure(FaultServer server, Kind kind) {
    return failure(store(environment(server.uri())), kind);
  }

  static StoreException failure(SsmCredentialStore store, Kind kind) {
    StoreException failure = assertThrows(StoreException.class, () -> store.read(Http.soon()));
    assertFalse(Markers.everythingSaidBy(failure).contains(MARKER));
    assertEquals(kind, failure.kind());
    return failure;
  }

  static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
