package io.lwarotation.adapter.aws;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.RotationRecord;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordNotes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** What stands on Parameter Store, over a client that says what it was asked. */
abstract class SsmVaultCase {
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  static final Instant STORED = NOW.minus(Duration.ofDays(30));
  static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/EXAMPLE";
  static final ParameterNames NAMES = ParameterNames.ofApp("my-erp");
  static final Deadline SOON = Deadline.in(Duration.ofSeconds(10), InstantSource.fixed(NOW));
  static final String TEXT = "amzn1.oa2-cs.v1.EXAMPLE";
  static final Secret SECRET = Secret.of(TEXT);
  static final RecordDraft DRAFT =
      new RecordDraft(new RotationRecord(7, null, NOW, null, null, null), 10, RecordNotes.NONE);

  final SsmClient ssm = mock(SsmClient.class);
  final SsmClient writing = mock(SsmClient.class);
  final SsmSecretVault vault =
      SsmSecretVault.forWriting(
          ssm, writing, NAMES, new SsmSecretVault.Storage(KEY, 140), InstantSource.fixed(NOW));

  final SsmRotationRecords records =
      new SsmRotationRecords(ssm, writing, NAMES, InstantSource.fixed(NOW));

  static Parameter parameter(String name, String value, long version) {
    return Parameter.builder()
        .name(name)
        .value(value)
        .version(version)
        .lastModifiedDate(STORED)
        .build();
  }

  void stored(Parameter... parameters) {
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenReturn(GetParametersResponse.builder().parameters(parameters).build());
  }

  GetParametersRequest asked() {
    ArgumentCaptor<GetParametersRequest> sent = ArgumentCaptor.captor();
    verify(ssm).getParameters(sent.capture());
    return sent.getValue();
  }

  void writesAsVersion(long version) {
    when(writing.putParameter(any(PutParameterRequest.class)))
        .thenReturn(PutParameterResponse.builder().version(version).build());
  }

  PutParameterRequest written() {
    ArgumentCaptor<PutParameterRequest> sent = ArgumentCaptor.captor();
    verify(writing).putParameter(sent.capture());
    return sent.getValue();
  }

  static SsmException refusal(String code) {
    return (SsmException)
        SsmException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage("not for amzn1.oa2-cs.v1.EXAMPLE")
                    .build())
            .build();
  }
}
