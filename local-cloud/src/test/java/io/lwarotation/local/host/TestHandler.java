package io.lwarotation.local.host;

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
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * The function under test: does what its event says, or each message of a batch. Packed into a jar
 * at test time, run in its own process.
 */
public final class TestHandler implements RequestStreamHandler {
  private static final Pattern MESSAGE =
      Pattern.compile("\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]+)\"");

  private int calls;

  public TestHandler() {
    if (System.getenv().containsKey("FAIL_INIT")) {
      throw new IllegalStateException("NotConfigured: \"FAIL_INIT\" is set");
    }
    if (System.getenv().containsKey("CRASH_INIT")) {
      Runtime.getRuntime().halt(7);
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    calls++;
    System.out.println("out " + calls);
    System.err.println("err " + calls);
    context.getLogger().log("logged " + context.getAwsRequestId().length());
    String event = new String(in.readAllBytes(), UTF_8);
    String answer =
        event.startsWith("{\"Records\"") ? batch(event, context) : answer(event, context);
    out.write(answer.getBytes(UTF_8));
  }

  private String batch(String event, Context context) throws IOException {
    List<String> failed = new ArrayList<>();
    Matcher messages = MESSAGE.matcher(event);
    while (messages.find()) {
      String body = messages.group(2);
      if (body.startsWith("bad")) {
        failed.add("{\"itemIdentifier\":\"" + messages.group(1) + "\"}");
      } else {
        var _ = answer('"' + body + '"', context);
      }
    }
    return "{\"batchItemFailures\":[" + String.join(",", failed) + "]}";
  }

  private String answer(String event, Context context) throws IOException {
    return switch (event) {
      case "\"calls\"" -> Integer.toString(calls);
      case "\"environment\"" -> "\"" + new TreeMap<>(System.getenv()) + "\"";
      case "\"remaining\"" -> Integer.toString(context.getRemainingTimeInMillis());
      case "\"context\"" -> context.getFunctionName() + " " + context.getInvokedFunctionArn();
      case "\"resource\"" ->
          new String(TestHandler.class.getResourceAsStream("/resource.txt").readAllBytes(), UTF_8);
      case "\"library\"" -> Boolean.toString(TestHandler.class.getResource("/in-lib.txt") != null);
      case "\"pid\"" -> Long.toString(ProcessHandle.current().pid());
      case "\"temporary\"" -> Files.createTempFile("left", "behind").toString();
      case "\"fail\"" -> throw new IllegalArgumentException("RotateSecret: too \"old\"");
      case "\"crash\"" -> crash();
      case "\"hang\"" -> hang();
      case "\"large\"" -> "\"" + "x".repeat(7_000_000) + "\"";
      default -> event;
    };
  }

  private static String crash() {
    Runtime.getRuntime().halt(3);
    return "";
  }

  private static String hang() throws IOException {
    System.out.println("hanging");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return "";
  }

  /** A package with this class, a resource and a library. */
  public static Path packedIn(Path folder) throws IOException {
    Path root = folder.resolve("function");
    Path classFile = root.resolve(TestHandler.class.getName().replace('.', '/') + ".class");
    Files.createDirectories(classFile.getParent());
    try (InputStream compiled = TestHandler.class.getResourceAsStream("TestHandler.class")) {
      Files.copy(compiled, classFile);
    }
    Files.writeString(root.resolve("resource.txt"), "\"from the jar\"");
    Path library = Files.createDirectories(folder.resolve("library"));
    Files.writeString(library.resolve("in-lib.txt"), "");
    Files.createDirectories(root.resolve("lib"));
    pack(library, root.resolve("lib/library.jar"));
    return pack(root, folder.resolve("function.jar"));
  }

  private static Path pack(Path folder, Path jar) {
    String[] create = {"--create", "--file", jar.toString(), "-C", folder.toString(), "."};
    if (ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, create) != 0) {
      throw new IllegalStateException("jar failed");
    }
    return jar;
  }
}
