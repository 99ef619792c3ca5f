package io.lwarotation.local.amazon;

import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Sends through SQS's own protocol, as the account from which Amazon sends. The signature is not
 * one: whoever answers (LocalAws, an emulator) tells the account by the access key id.
 */
public final class SqsMessageSink implements MessageSink {
  /** The account that a queue's policy must admit. */
  public static final String ACCOUNT = "437568002678";

  /** Ends with the account. */
  public static final String ACCESS_KEY_ID = "AKIDEXAMPLE" + ACCOUNT;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final FormalSignature SIGNATURE =
      new FormalSignature(ACCESS_KEY_ID, "us-east-1", "sqs");

  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();

  public SqsMessageSink(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void send(URI queue, String body) throws IOException {
    String payload =
        AmazonReplies.JSON
            .createObjectNode()
            .put("QueueUrl", queue.toString())
            .put("MessageBody", body)
            .toString();
    HttpRequest request =
        SIGNATURE.sign(
            HttpRequest.newBuilder(queue.resolve("/"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS.SendMessage")
                .POST(HttpRequest.BodyPublishers.ofString(payload)),
            clock.instant());
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("The queue answered " + status + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a message was sent", e);
    }
  }
}
