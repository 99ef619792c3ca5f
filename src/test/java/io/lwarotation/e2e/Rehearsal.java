package io.lwarotation.e2e;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Several functions in one process, for {@link FunctionArchive}: a handler and its event a line.
 */
public final class Rehearsal implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String all = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    for (String line : all.lines().toList()) {
      String[] parts = line.split(" ", 2);
      byte[] event = parts[1].getBytes(StandardCharsets.UTF_8);
      try {
        Class.forName(parts[0])
            .asSubclass(RequestStreamHandler.class)
            .getConstructor()
            .newInstance()
            .handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
      } catch (ReflectiveOperationException | RuntimeException e) {
        System.out.println(parts[0] + ": " + e); // what it loaded until then counts all the same
      }
    }
  }
}
