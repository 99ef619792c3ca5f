package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.parameters.NewParameter;
import io.lwarotation.core.parameters.ParameterCreation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

class SsmParameterCreationTest {
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/EXAMPLE";
  private static final Deadline TEN_SECONDS =
      Deadline.in(Duration.ofSeconds(10), InstantSource.fixed(Instant.EPOCH));
  private static final NewParameter SECRET =
      new NewParameter.AgingCredential("/my-erp/lwa/clientsecret", "LWA client secret", KEY, 150);

  private final SsmClient ssm = mock(SsmClient.class);
  private final SsmParameterCreation creation = new SsmParameterCreation(ssm);

  @BeforeEach
  void accept() {
    when(ssm.putParameter(any(PutParameterRequest.class)))
        .thenReturn(PutParameterResponse.builder().version(1L).build());
  }

  @Test
  void createsTheSecretAdvancedWithItsReminderAndNothingElse() {
    assertEquals(Outcome.CREATED, creation.create("my-erp", SECRET, TEN_SECONDS));

    PutParameterRequest sent = sent();
    assertEquals("/my-erp/lwa/clientsecret", sent.name());
    assertEquals("NOT-SET", sent.value());
    assertEquals(ParameterType.SECURE_STRING, sent.type());
    assertEquals(ParameterTier.ADVANCED, sent.tier());
    assertEquals(KEY, sent.keyId());
    assertEquals(
        "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}]",
        sent.policies());
    assertEquals("LWA client secret", sent.description());
    assertFalse(sent.overwrite());
    assertEquals(
        List.of(Tag.builder().key("lwa-rotation:app").value("my-erp").build()), sent.tags());
  }

  @Test
  void createsACredentialUnderTheOwnKeyAndTheRecordAsPlainTextBothStandardWithoutAPolicy() {
    for (NewParameter parameter :
        List.of(
            new NewParameter.Credential("/my-erp/refreshToken", "LWA refresh token", KEY),
            new NewParameter.Plain("/my-erp/lwa/rotation", "Rotation record"))) {
      clearInvocations(ssm);
      creation.create("my-erp", parameter, TEN_SECONDS);

      PutParameterRequest sent = sent();
      boolean secret = parameter instanceof NewParameter.Credential;
      assertEquals("NOT-SET", sent.value());
      assertEquals(secret ? ParameterType.SECURE_STRING : ParameterType.STRING, sent.type());
      assertEquals(secret ? KEY : null, sent.keyId());
      assertEquals(ParameterTier.STANDARD, sent.tier());
      assertNull(sent.policies());
      assertFalse(sent.overwrite());
    }
  }

  @Test
  void keepsAParameterThatIsThere() {
    when(ssm.putParameter(any(PutParameterRequest.class)))
        .thenThrow(ParameterAlreadyExistsException.builder().statusCode(400).build());

    assertEquals(Outcome.KEPT, creation.create("my-erp", SECRET, TEN_SECONDS));
  }

  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, 400, THROTTLED",
    "TooManyUpdates, 400, THROTTLED",
    "InternalServerError, 500, UNREACHABLE",
    "ServiceUnavailable, 503, UNREACHABLE",
    "AccessDeniedException, 400, REFUSED",
    "InvalidKeyId, 400, REFUSED",
    "HierarchyLevelLimitExceededException, 400, REFUSED"
  })
  void tellsWhatCanBeDoneAboutARefusalWithoutTheTextOfAws(
      String code, int status, StoreException.Kind kind) {
    when(ssm.putParameter(any(PutParameterRequest.class)))
        .thenThrow(
            SsmException.builder()
                .statusCode(status)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("text-of-AWS-EXAMPLE")
                        .build())
                .build());

    StoreException failure =
        assertThrows(StoreException.class, () -> creation.create("my-erp", SECRET, TEN_SECONDS));

    assertEquals(kind, failure.kind());
    String message = String.valueOf(failure.getMessage());
    assertTrue(
        message.contains("refused (" + code + ") while creating /my-erp/lwa/clientsecret"),
        message);
    assertFalse(message.contains("text-of-AWS-EXAMPLE"), message);
  }

  private PutParameterRequest sent() {
    ArgumentCaptor<PutParameterRequest> request =
        ArgumentCaptor.forClass(PutParameterRequest.class);
    verify(ssm).putParameter(request.capture());
    verifyNoMoreInteractions(ssm);
    return request.getValue();
  }
}
