package io.lwarotation.adapter.aws;

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
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI url;

  private AnswerUrl(URI url) {
    this.url = url;
  }

  /**
   * The URL of this text.
   *
   * @throws IllegalArgumentException if it is none; the message does not hold the text
   */
  public static AnswerUrl of(String text) {
    return of(text, false);
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
   * Puts the answer there, once, over a connection of its own: a kept one may be dead.
   *
   * @param limit from connecting to the whole answer
   * @return HTTP status
   * @throws IOException if no answer came; the message names neither URL nor answer
   */
  public int put(String json, Duration limit) throws IOException, InterruptedException {
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
    } catch (IOException cause) {
      // Its own message may hold the URL: only its kind goes on.
      throw new IOException("no answer came: " + cause.getClass().getSimpleName());
    } finally {
      client.shutdownNow();
    }
  }

  @Override
  public String toString() {
    return "AnswerUrl[redacted]";
  }
}
