package io.lwarotation.core.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateParametersTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/EXAMPLE";
  private static final ParameterNames NAMES = ParameterNames.ofApp("my-erp");
  private static final Deadline DEADLINE =
      Deadline.in(Duration.ofSeconds(10), InstantSource.fixed(Instant.EPOCH));

  private final FakeParameterCreation store = new FakeParameterCreation();

  @Test
  void createsWhatIsMissingAndTheAgingSecretLast() {
    CreateParameters.Result result = run(150);

    assertEquals(
        List.of(
            "/my-erp/lwa/rotation",
            "/my-erp/lwa/clientidentifier",
            "/my-erp/refreshToken",
            "/my-erp/lwa/clientsecret"),
        result.created());
    assertEquals(List.of(), result.kept());
    assertEquals("my-erp", store.app);
    assertEquals(
        new NewParameter.AgingCredential(
            "/my-erp/lwa/clientsecret", "LWA client secret of SP-API application my-erp", KEY, 150),
        store.created.get("/my-erp/lwa/clientsecret"));
    assertTrue(store.created.get("/my-erp/lwa/rotation") instanceof NewParameter.Plain);
    assertTrue(store.created.get("/my-erp/refreshToken") instanceof NewParameter.Credential);
    assertTrue(
        store.created.get("/my-erp/lwa/clientidentifier") instanceof NewParameter.Credential);
  }

  @Test
  void keepsWhatIsThereAndCreatesTheRest() {
    store.there.add("/my-erp/lwa/clientsecret");
    store.there.add("/my-erp/refreshToken");

    CreateParameters.Result result = run(120);

    assertEquals(List.of("/my-erp/lwa/rotation", "/my-erp/lwa/clientidentifier"), result.created());
    assertEquals(List.of("/my-erp/refreshToken", "/my-erp/lwa/clientsecret"), result.kept());
  }

  @Test
  void isRepeatableAfterAFailureHalfWay() {
    store.failAt = "/my-erp/refreshToken";
    store.failure = new StoreException(StoreException.Kind.UNREACHABLE, "No answer.", null);
    assertThrows(StoreException.class, () -> run(150));
    store.failure = null;

    CreateParameters.Result result = run(150);

    assertEquals(List.of("/my-erp/lwa/rotation", "/my-erp/lwa/clientidentifier"), result.kept());
    assertEquals(List.of("/my-erp/refreshToken", "/my-erp/lwa/clientsecret"), result.created());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 180, Integer.MAX_VALUE})
  void refusesAReminderThatCannotRemind(int days) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> plan(NAMES, KEY, days));
    assertTrue(String.valueOf(refused.getMessage()).contains("from 1 to 179 days"));
  }

  @ParameterizedTest
  @CsvSource({
    "no-slash",
    "/ends/with/",
    "//two",
    "/sp ace",
    "/aws/secret",
    "/SSM-secret",
    "/a/$(id)",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"
  })
  void refusesANameThatParameterStoreRefusesWithoutRepeatingIt(String name) {
    ParameterNames names = new ParameterNames("my-erp", "/a/b", name, "/a/d", "/a/e");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> plan(names, KEY, 150));
    assertFalse(String.valueOf(refused.getMessage()).contains(name));
  }

  @Test
  void refusesTheSameNameTwice() {
    ParameterNames names = new ParameterNames("my-erp", "/a/b", "/a/c", "/a/c", "/a/e");
    assertThrows(IllegalArgumentException.class, () -> plan(names, KEY, 150));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "key with space", "{{resolve:ssm:/x}}"})
  void refusesAKeyThatIsNoneSinceAwsWouldTakeItsSharedOne(String key) {
    assertThrows(IllegalArgumentException.class, () -> plan(NAMES, key, 150));
  }

  private CreateParameters.Result run(int days) {
    return new CreateParameters(store).run(plan(NAMES, KEY, days), DEADLINE);
  }

  private static ParameterPlan plan(ParameterNames names, String key, int days) {
    return new ParameterPlan(names, key, days, Optional.empty());
  }
}
