package io.lwarotation.cli.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.cli.AwsOptions;
import io.lwarotation.cli.stack.StackOutputs;
import io.lwarotation.core.ParameterNames;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The policies of the secret; LocalAws takes no Expiration, so this is not tried end to end. */
final class ParameterChecksTest {
  private static final String REMINDER =
      "{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}";
  private static final String EXPIRATION =
      "{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2099-01-01T00:00:00.000Z\"}}";

  private static final ParameterNames NAMES = ParameterNames.ofApp("my-erp");

  private static ParameterChecks checks(Optional<StackOutputs> stack) {
    return new ParameterChecks(
        new Application(NAMES, new AwsOptions(), stack, InstantSource.system()));
  }

  private static ParameterMetadata with(String... policies) {
    return ParameterMetadata.builder()
        .policies(
            Arrays.stream(policies)
                .map(text -> ParameterInlinePolicy.builder().policyText(text).build())
                .toList())
        .build();
  }

  @Test
  void aPolicyThatDeletesTheSecretIsBadEvenBesideTheReminder() {
    Finding finding = checks(Optional.empty()).reminder(with(REMINDER, EXPIRATION), 150);

    assertEquals(Verdict.BAD, finding.verdict());
    assertTrue(finding.text().contains("AWS deletes the secret"), finding::toString);
  }

  @Test
  void theReminderOfTheSettingIsFineAndAnotherIsNot() {
    assertEquals(Verdict.OK, checks(Optional.empty()).reminder(with(REMINDER), 150).verdict());
    assertEquals(Verdict.BAD, checks(Optional.empty()).reminder(with(REMINDER), 15).verdict());
    assertEquals(Verdict.BAD, checks(Optional.empty()).reminder(null, 150).verdict());
  }

  /** Engines leave out what AWS tells, and AWS may. */
  @Test
  void whatIsNotToldIsNeverShownAsNull() {
    StackOutputs stack =
        new StackOutputs("lwa-my-erp", "CREATE_COMPLETE", Map.of("KeyArn", "arn:aws:kms:…:key/1"));
    for (Optional<StackOutputs> seen :
        List.of(Optional.<StackOutputs>empty(), Optional.of(stack))) {
      ParameterChecks look = checks(seen);
      for (String name : List.of(NAMES.clientId(), NAMES.clientSecret())) {
        Finding bare =
            look.secure(
                name,
                ParameterMetadata.builder().type(ParameterType.SECURE_STRING).version(2L).build());

        assertFalse(bare.toString().contains("null"), bare::toString);
      }
    }
  }
}
