package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.MalformedSecret;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.StoredRecord;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link CredentialStore} does on any engine that speaks Parameter Store's protocol. An
 * engine's own test extends this, says where the engine listens and how a parameter is put into it.
 * Each test uses names of its own, so that an engine may be shared.
 */
public abstract class CredentialStoreContract {
  /** Fake, and easy to find in an output. */
  protected static final String MARKER = "amzn1.oa2-cs.v1.EXAMPLE-marker";

  private static final String RECORD =
      "{\"format\":1,\"secretVersion\":1,\"expiresAt\":\"2026-12-07T22:09:17.198Z\"}";

  private final ParameterNames names = ParameterNames.ofApp("app-" + System.nanoTime());
  private CrtHttp http;
  private CredentialStore store;

  /** Where the engine listens. */
  protected abstract URI endpoint();

  /**
   * Puts a parameter, overwriting it.
   *
   * @param type {@code String} or {@code SecureString}
   */
  protected abstract void put(String name, String type, String value);

  @BeforeEach
  void connect() {
    http = new CrtHttp(Map.of());
    AwsEnvironment aws =
        AwsEnvironment.of(
            Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secretEXAMPLE",
                "AWS_ENDPOINT_URL_SSM", endpoint().toString()));
    store = new SsmCredentialStore(http, aws, names, InstantSource.system());
  }

  @AfterEach
  void disconnect() {
    http.close();
  }

  private StoredCredentials read() {
    return store.read(Deadline.in(Duration.ofSeconds(10), InstantSource.system()));
  }

  private void putAll() {
    put(names.clientId(), "SecureString", "amzn1.application-oa2-client.EXAMPLE");
    put(names.clientSecret(), "SecureString", MARKER);
    put(names.refreshToken(), "SecureString", "Atzr|EXAMPLE");
  }

  @Test
  void readsTheThreeAndTheRecord() {
    putAll();
    put(names.rotationRecord(), "String", RECORD);
    StoredCredentials read = read();
    assertEquals("amzn1.application-oa2-client.EXAMPLE", read.clientId().value());
    assertEquals(Secret.of(MARKER), read.clientSecret());
    assertEquals("Atzr|EXAMPLE", read.refreshToken().reveal());
    assertEquals(1, read.secretVersion());
    assertInstanceOf(StoredRecord.Present.class, read.record());
    Duration age = Duration.between(read.secretLastModified(), read.readAt());
    assertTrue(age.abs().compareTo(Duration.ofMinutes(2)) < 0, age.toString());
    assertFalse(read.toString().contains("EXAMPLE"));
  }

  @Test
  void tellsTheVersionOfTheSecretThatItRead() {
    putAll();
    put(names.clientSecret(), "SecureString", MARKER + "2");
    StoredCredentials read = read();
    assertEquals(2, read.secretVersion());
    assertEquals(Secret.of(MARKER + "2"), read.clientSecret());
  }

  @Test
  void namesEveryCredentialThatIsMissingOrThePlaceholder() {
    put(names.clientId(), "SecureString", "amzn1.application-oa2-client.EXAMPLE");
    put(names.clientSecret(), "SecureString", "NOT-SET");
    String message =
        String.valueOf(assertThrows(NotConfiguredException.class, this::read).getMessage());
    assertTrue(message.contains(names.clientSecret() + " is still the placeholder"), message);
    assertTrue(message.contains(names.refreshToken() + " is missing"), message);
    assertTrue(message.contains("`./lwa put --app " + names.app() + "`"), message);
    assertFalse(message.contains(names.clientId()), message);
  }

  @Test
  void readsOnWithAMalformedSecretAndNeverShowsIt() {
    putAll();
    put(names.clientSecret(), "SecureString", MARKER + " " + MARKER);
    StoredCredentials read = read();
    var malformed = assertInstanceOf(MalformedSecret.class, read.clientSecret());
    assertTrue(malformed.problem().startsWith(names.clientSecret() + " holds a space"));
    assertTrue(malformed.message().contains(malformed.problem()), malformed.message());
    assertTrue(malformed.message().contains("`./lwa put --app " + names.app() + "`"));
    assertFalse(read.toString().contains(MARKER));
    assertEquals(2, read.secretVersion());
  }

  @Test
  void namesAMalformedSecretBesideWhatElseIsWrong() {
    put(names.clientId(), "SecureString", "amzn1.application-oa2-client.EXAMPLE");
    put(names.clientSecret(), "SecureString", MARKER + " " + MARKER);
    String message =
        String.valueOf(assertThrows(NotConfiguredException.class, this::read).getMessage());
    assertTrue(message.contains(names.clientSecret() + " holds a space"), message);
    assertTrue(message.contains(names.refreshToken() + " is missing"), message);
  }

  @Test
  void namesWhatLooksLikeAnotherCredentialBeforeItIsSent() {
    putAll();
    put(names.clientId(), "SecureString", "amzn1.sp.solution.EXAMPLE-marker");
    put(names.refreshToken(), "SecureString", "Atza|EXAMPLE-marker");
    String message =
        String.valueOf(assertThrows(NotConfiguredException.class, this::read).getMessage());
    assertTrue(message.contains(names.clientId() + " looks like an application id"), message);
    assertTrue(message.contains(names.refreshToken() + " looks like an access token"), message);
    assertFalse(message.contains("EXAMPLE-marker"), message);
  }
}
