package io.lwarotation.local.amazon;

import io.lwarotation.local.http.FormalSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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

  private static final FormalSignature SIGNATURE =
      new FormalSignature(ACCESS_KEY_ID, "us-east-1", "sqs");

  private final InstantSource clock;
  private final HttpClient client = FormalSignature.client();

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
    String target = "AmazonSQS.SendMessage";
    URI endpoint = queue.resolve("/");
    int status =
        SIGNATURE.ask(client, endpoint, "1.0", target, payload, clock.instant()).statusCode();
    if (status != 200) {
      throw new IOException("The queue answered " + status + ".");
    }
  }
}
