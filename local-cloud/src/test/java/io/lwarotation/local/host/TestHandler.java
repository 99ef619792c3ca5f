package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The function under LambdaHostTest: packed into a jar at test time, run in its own process. */
public final class TestHandler implements RequestStreamHandler {
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
    String event = new String(in.readAllBytes(), UTF_8);
    calls++;
    System.out.println("out " + calls);
    System.err.println("err " + calls);
    context.getLogger().log("logged " + context.getAwsRequestId().length());
    String answer =
        switch (event) {
          case "\"calls\"" -> Integer.toString(calls);
          case "\"environment\"" -> "\"" + new TreeMap<>(System.getenv()) + "\"";
          case "\"remaining\"" -> Integer.toString(context.getRemainingTimeInMillis());
          case "\"context\"" -> context.getFunctionName() + " " + context.getInvokedFunctionArn();
          case "\"resource\"" ->
              new String(
                  TestHandler.class.getResourceAsStream("/resource.txt").readAllBytes(), UTF_8);
          case "\"library\"" ->
              Boolean.toString(TestHandler.class.getResource("/in-lib.txt") != null);
          case "\"pid\"" -> Long.toString(ProcessHandle.current().pid());
          case "\"temporary\"" -> Files.createTempFile("left", "behind").toString();
          case "\"fail\"" -> throw new IllegalArgumentException("RotateSecret: too \"old\"");
          case "\"crash\"" -> crash();
          case "\"hang\"" -> hang();
          case "\"large\"" -> "\"" + "x".repeat(7_000_000) + "\"";
          default -> event;
        };
    out.write(answer.getBytes(UTF_8));
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
  static Path packedIn(Path folder) throws IOException {
    Path jar = folder.resolve("function.jar");
    String classFile = TestHandler.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        var compiled = TestHandler.class.getClassLoader().getResourceAsStream(classFile)) {
      add(zip, "resource.txt", "\"from the jar\"".getBytes(UTF_8));
      add(zip, classFile, compiled.readAllBytes());
      ByteArrayOutputStream library = new ByteArrayOutputStream();
      try (ZipOutputStream inner = new ZipOutputStream(library)) {
        add(inner, "in-lib.txt", new byte[0]);
      }
      add(zip, "lib/library.jar", library.toByteArray());
    }
    return jar;
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }
}
