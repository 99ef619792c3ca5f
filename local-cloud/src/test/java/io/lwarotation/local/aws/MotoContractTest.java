package io.lwarotation.local.aws;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.opentest4j.TestAbortedException;

/** Keeps LocalAws honest: moto passes the same assertions, apart from what it is known for. */
final class MotoContractTest extends AwsContract {
  private static @Nullable MotoServer moto;

  @BeforeAll
  static void start() throws InterruptedException {
    moto = MotoServer.startOr(TestAbortedException::new);
  }

  private static URI endpoint() {
    return Objects.requireNonNull(moto).endpoint();
  }

  @AfterAll
  static void stop() {
    MotoServer started = moto;
    if (started != null) {
      started.close();
    }
  }

  @Override
  URI engine() {
    return endpoint();
  }

  @Override
  Map<Difference, String> knownDifferences() {
    return Map.ofEntries(
        Map.entry(Difference.GET_PARAMETERS_NOT_SORTED, "moto 5.2.1 answers in the order asked"),
        Map.entry(
            Difference.POLICIES_ON_STANDARD_ACCEPTED,
            "moto 5.2.1 does not look at the tier of policies"),
        Map.entry(
            Difference.DOWNGRADE_ACCEPTED,
            "moto 5.2.1 lets a parameter go back to the standard tier"),
        Map.entry(
            Difference.PLAIN_READ_SHOWS_NO_CIPHERTEXT, "moto 5.2.1 shows the value with a prefix"),
        Map.entry(Difference.NESTED_VALUES_ACCEPTED, "moto 5.2.1 takes any value"),
        Map.entry(Difference.SELECTOR_MISSING, "moto 5.2.1 answers no selector"),
        Map.entry(
            Difference.STANDARD_SIZE_NOT_CHECKED,
            "moto 5.2.1 takes more than 4 KB on the standard tier"),
        Map.entry(
            Difference.RULES_DO_NOT_REACH_TOPICS, "moto 5.2.1 answers 500 for rules to topics"),
        Map.entry(Difference.AWS_SOURCES_ACCEPTED, "moto 5.2.1 takes events in the name of AWS"),
        Map.entry(
            Difference.DISABLED_KEYS_USED,
            "moto 5.2.1 answers 500 when a key is disabled by its ARN"),
        Map.entry(
            Difference.SUBJECTS_OF_MORE_THAN_ONE_LINE_ACCEPTED,
            "moto 5.2.1 looks at the length of subjects only"),
        Map.entry(
            Difference.MAIL_SUBSCRIPTIONS_CONFIRMED_AT_ONCE, "moto 5.2.1 asks nobody to confirm"));
  }
}
