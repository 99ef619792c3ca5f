package io.lwarotation.adapter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;

/** Signature Version 4 of requests to a service of AWS: every header and the hash of the body. */
record SigV4Signer(String region, String service) {
  /**
   * The request with the headers {@code X-Amz-Date}, {@code Authorization} and, with temporary
   * credentials, {@code X-Amz-Security-Token}.
   */
  HttpCall sign(HttpCall call, AwsKeySource.Keys keys, Instant now) {
    String token = keys.sessionToken().orElse(null);
    Credentials credentials =
        new Credentials(
            keys.accessKeyId().getBytes(StandardCharsets.UTF_8),
            keys.secretAccessKey().getBytes(StandardCharsets.UTF_8),
            token == null ? null : token.getBytes(StandardCharsets.UTF_8));
    try (AwsSigningConfig config = new AwsSigningConfig()) {
      config.setAlgorithm(AwsSigningConfig.AwsSigningAlgorithm.SIGV4);
      config.setSignatureType(AwsSigningConfig.AwsSignatureType.HTTP_REQUEST_VIA_HEADERS);
      config.setRegion(region);
      config.setService(service);
      config.setTime(now.toEpochMilli());
      config.setCredentials(credentials);
      HttpRequest signed = AwsSigner.sign(call.toCrt(), config).join().getSignedRequest();
      return new HttpCall(
          call.method(),
          call.origin(),
          call.target(),
          headers(signed),
          call.body(),
          call.repeatable());
    } catch (CompletionException e) {
      throw new IllegalStateException("A request could not be signed", e);
    }
  }

  /** All but the two that every request gets when it is sent. */
  private static Map<String, String> headers(HttpRequest signed) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpHeader header : signed.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (!name.equals("host") && !name.equals("content-length")) {
        headers.put(header.getName(), header.getValue());
      }
    }
    return headers;
  }
}
