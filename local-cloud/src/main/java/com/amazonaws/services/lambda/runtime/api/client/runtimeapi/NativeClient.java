package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * What AWS's runtime client leaves to its native library, in Java: for systems for which AWS builds
 * none. Before the client on the class path of a function it replaces the client's class.
 */
final class NativeClient {
  private static String root = "";

  private NativeClient() {}

  static void init(String runtimeApi) {
    root = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
  }

  static InvocationRequest next() {
    try {
      HttpURLConnection next = connect("next");
      InvocationRequest request = new InvocationRequest();
      try (InputStream event = next.getInputStream()) {
        request.setContent(event.readAllBytes());
      }
      request.setId(next.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
      request.setXrayTraceId(next.getHeaderField("Lambda-Runtime-Trace-Id"));
      request.setInvokedFunctionArn(next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
      request.setDeadlineTimeInMs(next.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void postInvocationResponse(byte[] requestId, byte[] response) {
    try {
      HttpURLConnection answer = connect(new String(requestId, UTF_8) + "/response");
      answer.setDoOutput(true);
      answer.setFixedLengthStreamingMode(response.length);
      answer.getOutputStream().write(response);
      if (answer.getResponseCode() >= 400) {
        System.out.println("The Runtime API answered " + answer.getResponseCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpURLConnection connect(String path) throws IOException {
    return (HttpURLConnection) URI.create(root + path).toURL().openConnection();
  }
}
