package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Pause;
import io.lwarotation.core.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/**
 * The presigned URL under which CloudFormation waits for an answer. Whoever has it can answer for
 * the resource: it is in no message, log or {@code toString}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html">AWS's
 *     contract of the answer</a>
 */
public final class AnswerUrl {
  /** The longest that all attempts to send an answer and the pauses between them take. */
  public static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int ATTEMPTS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private final URI url;

  private AnswerUrl(URI url) {
    this.url = url;
  }

  /**
   * The URL of this text.
   *
   * @param standIn whether a stand-in of AWS is in charge, which is called over plain http: only
   *     where {@code AWS_ENDPOINT_URL} says so
   * @throws IllegalArgumentException if it is none; the message does not hold the text
   */
  public static AnswerUrl of(String text, boolean standIn) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException("is no URL");
    }
    String host = url.getHost();
    boolean fits =
        host != null
            && url.getUserInfo() == null
            && ("https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && (standIn || THIS_MACHINE.contains(host))));
    if (!fits) {
      throw new IllegalArgumentException("is no https URL");
    }
    return new AnswerUrl(url);
  }

  /**
   * Sends the answer, again if it has to be: a stack that gets none waits until its own limit.
   *
   * @throws IllegalStateException if no attempt got through; one sentence, without the URL
   */
  public void send(String json, Pause pause, Deadline deadline) {
    String last = "no time was left";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (attempt > 0) {
          pause.pause(deadline.atMost(FIRST_PAUSE.multipliedBy(1L << attempt)));
        }
        Duration limit = deadline.atMost(LIMIT);
        if (!limit.isPositive()) {
          break;
        }
        int status = put(json, limit);
        if (status >= 200 && status < 300) {
          return;
        }
        last = "HTTP status " + status;
        if (status < 500 && status != 429 && status != 408) {
          break; // The URL has expired or is none: again would be the same.
        }
      } catch (IOException cause) {
        // Its message may hold the URL: only its kind goes on.
        last = "no answer came: " + cause.getClass().getSimpleName();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        last = "the function was stopped";
        break;
      }
    }
    throw new IllegalStateException(
        "CloudFormation did not take the answer (%s): cancel the update of the stack, or wait until it gives up, and deploy again."
            .formatted(last));
  }

  /** Once, over a connection of its own: a kept one may be dead. */
  private int put(String json, Duration limit) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .build();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              // The URL is signed for an empty content type.
              .header("Content-Type", "")
              .timeout(limit)
              .PUT(HttpRequest.BodyPublishers.ofString(json))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } finally {
      client.shutdownNow();
    }
  }

  @Override
  public String toString() {
    return "AnswerUrl[redacted]";
  }
}
