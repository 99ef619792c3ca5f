package io.lwarotation.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lwarotation.cli.AwsOptions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The table of codes: each is told as what it is. End to end there are only some of them. */
final class AwsTroubleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | ExpiredTokenException | the session of the profile mine has ended
          403 | ExpiredToken | the session of the profile mine has ended
          403 | RequestExpired | AWS refused the time of the request, so the clock of this machine is wrong (RequestExpired)
          403 | RequestTimeTooSkewed | AWS refused the time of the request, so the clock of this machine is wrong (RequestTimeTooSkewed)
          400 | UnrecognizedClientException | AWS does not accept the credentials of the profile mine in eu-west-1 (UnrecognizedClientException)
          403 | SignatureDoesNotMatch | AWS does not accept the credentials of the profile mine in eu-west-1 (SignatureDoesNotMatch)
          400 | ThrottlingException | AWS got too many requests (SSM: ThrottlingException)
          429 | TooManyRequestsException | AWS got too many requests (SSM: TooManyRequestsException)
          500 | InternalServerError | AWS itself failed (SSM: InternalServerError)
          503 | '' | AWS itself failed (SSM: HTTP 503)
          407 | '' | something that is not AWS answered in its place (HTTP 407)
          400 | InvalidKeyId | the KMS key cannot be used (InvalidKeyId)
          400 | AccessDeniedException | these credentials lack the right to use SSM
          400 | ParameterMaxVersionLimitExceeded | a parameter has 100 versions, the most there can be, and a label keeps the oldest from being dropped (ParameterMaxVersionLimitExceeded)
          400 | ValidationException | AWS refused (SSM: ValidationException)
          """)
  void tellsWhatACodeMeans(int status, String code, String what) {
    AwsTrouble trouble = AwsTrouble.of(refused(status, code, "no more"), mine());
    assertEquals(what, trouble.what());
    assertTrue(trouble.sentence().endsWith(": " + trouble.remedy() + "."), trouble.sentence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Signature expired: …", "Signature not yet current: …"})
  void aSignatureOfAnotherTimeIsTheClockAndNotTheKey(String message) {
    assertEquals(
        "AWS refused the time of the request, so the clock of this machine is wrong"
            + " (InvalidSignatureException): set the clock by NTP and try again.",
        sentence(refused(403, "InvalidSignatureException", message), mine()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          To use login credentials in the 'mine' profile, the 'signin' service module must be on the class path. | The profile mine signs in by aws login, which this program cannot use: eval "$(aws configure export-credentials --profile mine --format env)" takes its keys into the shell; leave out --profile then.
          Failed to refresh process-based credentials. | The credential_process of the profile mine failed: run that command of ~/.aws/config by hand to see why.
          Token is expired | The sign-in of the profile mine at IAM Identity Center has ended or was never made: run aws sso login --profile mine.
          """)
  void noSentenceOfTheSdkReachesPeople(String raw, String said) {
    assertEquals(
        said,
        sentence(
            SdkClientException.create("Unable to load", new IllegalStateException(raw)), mine()));
  }

  /** What TLS says of a good certificate where the clock is years off. */
  static Stream<CertificateException> datesOfCertificates() {
    return Stream.of(
        new CertificateExpiredException("NotAfter: Thu Jan 01 00:59:59 CET 2026"),
        new CertificateNotYetValidException("NotBefore: Thu Jan 01 00:59:59 CET 2026"));
  }

  @ParameterizedTest
  @MethodSource("datesOfCertificates")
  void aCertificateThatIsNotValidTodayIsTheClock(CertificateException dates) {
    SSLHandshakeException tls = new SSLHandshakeException("PKIX path validation failed");
    tls.initCause(dates);

    String said =
        sentence(SdkClientException.create("Unable to execute HTTP request", tls), mine());

    assertTrue(
        said.startsWith(
            "By the clock of this machine the certificate of AWS is not valid: set the clock by NTP (it says "),
        said);
  }

  private static String sentence(SdkException failure, AwsOptions aws) {
    return AwsTrouble.of(failure, aws).sentence();
  }

  private static AwsServiceException refused(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .message(message)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code.isEmpty() ? null : code)
                .errorMessage(message)
                .serviceName("SSM")
                .build())
        .build();
  }

  private static AwsOptions mine() {
    AwsOptions options = new AwsOptions();
    new CommandLine(CommandSpec.create().addMixin("aws", CommandSpec.forAnnotatedObject(options)))
        .parseArgs("--profile", "mine", "--region", "eu-west-1");
    return options;
  }
}
