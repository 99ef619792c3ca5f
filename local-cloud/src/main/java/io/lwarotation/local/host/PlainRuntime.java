package io.lwarotation.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/**
 * The Runtime API's loop in plain Java, run inside the function's process on systems for which AWS
 * builds no runtime client. Knows {@link RequestStreamHandler} only, which is all this project
 * uses.
 */
public final class PlainRuntime {
  private final String root;

  private PlainRuntime(String runtimeApi) {
    this.root = "http://" + runtimeApi + "/2018-06-01/runtime/";
  }

  /**
   * Constructs the handler and serves events until the Runtime API goes away.
   *
   * @param arguments the handler's class
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> variables = System.getenv();
    PlainRuntime runtime = new PlainRuntime(variables.getOrDefault("AWS_LAMBDA_RUNTIME_API", ""));
    RequestStreamHandler handler;
    try {
      handler = construct(arguments[0]);
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable shown = e.getCause() == null ? e : e.getCause();
      runtime.report("init/error", shown);
      System.exit(1);
      return;
    }
    while (true) {
      runtime.serveOne(handler, variables);
    }
  }

  /** A runtime knows its handler by name only: here, and nowhere else, a class is looked up. */
  private static RequestStreamHandler construct(String handler)
      throws ReflectiveOperationException {
    String className = handler.split("::", 2)[0];
    Object made =
        Class.forName(className, true, ClassLoader.getSystemClassLoader())
            .getDeclaredConstructor()
            .newInstance();
    if (made instanceof RequestStreamHandler streamHandler) {
      return streamHandler;
    }
    throw new ClassNotFoundException(className + " is no RequestStreamHandler");
  }

  private void serveOne(RequestStreamHandler handler, Map<String, String> variables)
      throws IOException {
    HttpURLConnection next = connect("invocation/next");
    byte[] event;
    try (InputStream in = next.getInputStream()) {
      event = in.readAllBytes();
    }
    String id = header(next, "Lambda-Runtime-Aws-Request-Id");
    Context context = context(id, next, variables);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    String invocation = "invocation/" + id;
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      e.printStackTrace(System.out); // AWS's client logs it too
      report(invocation + "/error", e);
      return;
    }
    post(invocation + "/response", "application/json", answer.toByteArray());
  }

  private static String header(HttpURLConnection next, String name) {
    String value = next.getHeaderField(name);
    if (value == null) {
      throw new IllegalStateException("The Runtime API sent no " + name + ".");
    }
    return value;
  }

  /** What the handlers here ask of their invocation; the rest of the interface is not there. */
  private static Context context(String id, HttpURLConnection next, Map<String, String> variables) {
    String arn = header(next, "Lambda-Runtime-Invoked-Function-Arn");
    long deadline = Long.parseLong(header(next, "Lambda-Runtime-Deadline-Ms"));
    LambdaLogger logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            System.out.println(message);
          }

          @Override
          public void log(byte[] message) {
            System.out.writeBytes(message);
            System.out.flush();
          }
        };
    InvocationHandler answers =
        (_, method, _) ->
            switch (method.getName()) {
              case "getAwsRequestId" -> id;
              case "getFunctionName" -> variables.get("AWS_LAMBDA_FUNCTION_NAME");
              case "getInvokedFunctionArn" -> arn;
              case "getRemainingTimeInMillis" ->
                  (int) Math.max(0, deadline - System.currentTimeMillis());
              case "getLogger" -> logger;
              default -> throw new UnsupportedOperationException(method.getName());
            };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class}, answers);
  }

  private void report(String path, Throwable error) throws IOException {
    post(path, error.getClass().getName(), json(error).getBytes(UTF_8));
  }

  private static String json(Throwable error) {
    StringBuilder stack = new StringBuilder();
    for (StackTraceElement element : error.getStackTrace()) {
      stack.append(stack.isEmpty() ? "" : ",").append(quoted(element.toString()));
    }
    String message = error.getMessage() == null ? "" : error.getMessage();
    String cause = error.getCause() == null ? "" : ",\"cause\":" + json(error.getCause());
    return "{\"errorMessage\":%s,\"errorType\":%s,\"stackTrace\":[%s]%s}"
        .formatted(quoted(message), quoted(error.getClass().getName()), stack, cause);
  }

  /** By hand: the function's class path has whatever JSON library the function brings. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        default -> {
          if (c < ' ') {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private void post(String path, String errorType, byte[] body) throws IOException {
    HttpURLConnection connection = connect(path);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", errorType);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    int status = connection.getResponseCode();
    if (status >= 400) {
      new PrintStream(System.out, true, UTF_8).println("The Runtime API answered " + status);
    }
  }

  private HttpURLConnection connect(String path) throws IOException {
    return (HttpURLConnection) URI.create(root + path).toURL().openConnection();
  }
}
