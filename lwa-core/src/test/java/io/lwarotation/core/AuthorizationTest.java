package io.lwarotation.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationTest {
  private static final AuthorizationPath PATH = AuthorizationPath.ofApp("my-erp");

  @ParameterizedTest
  @ValueSource(strings = {"eu/acme", "na/A2EXAMPLE", "fe/a.b_c-1", "eu/default", "eu/authorized"})
  void isReadAsItIsWrittenAndHasAParameter(String text) {
    Authorization read = Authorization.of(text);

    assertEquals(text, read.toString());
    assertEquals("/my-erp/authorizations/" + text, PATH.token(read));
    assertEquals(Optional.of(read), PATH.ofToken(PATH.token(read)));
    assertEquals(Optional.of(read), PATH.ofAuthorized(PATH.authorized(read)));
    assertEquals(Optional.empty(), PATH.ofToken(PATH.authorized(read)));
    assertEquals(Optional.empty(), PATH.ofAuthorized(PATH.token(read)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "de/acme~na, eu or fe",
        "EU/acme~na, eu or fe",
        "/acme~na, eu or fe",
        "acme~no region",
        "default~the application's own",
        "''~no region",
        "eu/~no name",
        "eu/a b~nothing else",
        "eu/a/b~nothing else",
        "eu/..~nothing else",
        "eu/é~nothing else",
        "eu/Atzr|MARKEREXAMPLE~looks like a credential",
        "eu/atzrMARKEREXAMPLE~looks like a credential",
        "eu/Atza-MARKEREXAMPLE~looks like a credential",
        "eu/amzn1.application-oa2-client.MARKEREXAMPLE~looks like a credential",
        "eu/AKIAMARKEREXAMPLE~looks like a credential",
        "eu/seller-IwEBIMARKEREXAMPLEkkkkk7kkkk~looks like a credential",
        // A client secret of the older form.
        "eu/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef~looks like a credential"
      })
  void refusesWhatIsNoneInOneSentenceThatDoesNotRepeatIt(String text, String reason) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Authorization.of(text))
                .getMessage());

    assertTrue(message.contains(reason), message);
    assertFalse(message.contains(Fakes.MARKER), message);
    assertEquals(Optional.empty(), PATH.ofToken("/my-erp/authorizations/" + text));
  }

  @Test
  void isNoLongerThan64() {
    assertEquals(64, Authorization.of("eu/" + "a".repeat(64)).name().length());
    assertThrows(IllegalArgumentException.class, () -> Authorization.of("eu/" + "a".repeat(65)));
  }

  @Test
  void ofAThousandTheOneThatWasNotAskedForTheLongestTimeGoes() {
    PerAuthorization<Object> kept = new PerAuthorization<>(_ -> new Object());
    Authorization first = Authorization.of("eu/first");
    Authorization second = Authorization.of("eu/second");
    Object ofFirst = kept.of(first);
    Object ofSecond = kept.of(second);
    assertSame(ofFirst, kept.of(first));

    for (int i = 0; i < PerAuthorization.MOST - 1; i++) {
      kept.of(Authorization.of("na/n" + i));
    }

    assertSame(ofFirst, kept.of(first));
    assertNotSame(ofSecond, kept.of(second));
  }

  @Test
  void manyThreadsGetTheSameOne() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    PerAuthorization<Integer> kept = new PerAuthorization<>(_ -> made.incrementAndGet());
    AtomicInteger ended = new AtomicInteger();
    List<Authorization> names =
        IntStream.range(0, 900).mapToObj(n -> Authorization.of("eu/n" + n)).toList();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int round = 0; round < 10; round++) {
                      names.forEach(kept::of);
                    }
                    ended.incrementAndGet();
                  }));
    }
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(30));
    }

    assertEquals(8, ended.get());
    assertEquals(900, made.get());
  }
}
