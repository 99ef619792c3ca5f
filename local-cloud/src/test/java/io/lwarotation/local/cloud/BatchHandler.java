package io.lwarotation.local.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The function under EventSourceTest: does with a batch what its messages say. Packed into a jar at
 * test time, run in its own process.
 */
public final class BatchHandler implements RequestStreamHandler {
  private static final Pattern MESSAGE =
      Pattern.compile("\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]+)\"");

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Matcher messages = MESSAGE.matcher(new String(in.readAllBytes(), UTF_8));
    List<String> failed = new ArrayList<>();
    while (messages.find()) {
      String body = messages.group(2);
      switch (body.split(" ", 2)[0]) {
        case "bad" -> failed.add("{\"itemIdentifier\":\"" + messages.group(1) + "\"}");
        case "throw" -> throw new IllegalStateException("as the message wants");
        case "crash" -> Runtime.getRuntime().halt(3);
        case "hang" -> hang();
        case "meet" -> meet(Path.of(body.substring("meet ".length())));
        case "answer" -> {
          out.write(body.substring("answer ".length()).replace('\'', '"').getBytes(UTF_8));
          return;
        }
        default -> {}
      }
    }
    String list = String.join(",", failed);
    out.write(("{\"batchItemFailures\":[" + list + "]}").getBytes(UTF_8));
  }

  /** Goes on when two invocations are here at the same time; the time-out bounds it. */
  private static void meet(Path folder) throws IOException {
    Files.createTempFile(folder, "here", "");
    boolean both = false;
    while (!both) {
      try (Stream<Path> here = Files.list(folder)) {
        both = here.count() >= 2;
      }
      Thread.onSpinWait();
    }
  }

  private static void hang() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
