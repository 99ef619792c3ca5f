package io.lwarotation.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterInlinePolicy;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;

/** The policies of the secret; LocalAws takes no Expiration, so this is not tried end to end. */
final class ParameterLookTest {
  private static final String REMINDER =
      "{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}";
  private static final String EXPIRATION =
      "{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2099-01-01T00:00:00.000Z\"}}";

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
    Finding finding = ParameterLook.reminder(with(REMINDER, EXPIRATION), "150");

    assertEquals(Finding.Verdict.BAD, finding.verdict());
    assertTrue(finding.text().contains("AWS deletes the secret"), finding::toString);
  }

  @Test
  void theReminderOfTheSettingIsFineAndAnotherIsNot() {
    assertEquals(Finding.Verdict.OK, ParameterLook.reminder(with(REMINDER), "150").verdict());
    assertEquals(Finding.Verdict.BAD, ParameterLook.reminder(with(REMINDER), "15").verdict());
    assertEquals(Finding.Verdict.BAD, ParameterLook.reminder(null, "150").verdict());
  }
}
