package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.core.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract over moto's Parameter Store, where moto is installed. */
class SsmCredentialStoreMotoTest extends CredentialStoreContract {
  private static final Duration START = Duration.ofSeconds(60);
  private static final AwsKeys KEYS =
      new AwsKeys("AKIAEXAMPLE", "secretEXAMPLE", Optional.empty(), Optional.empty());

  private static @Nullable Process moto;
  private static URI endpoint = URI.create("http://127.0.0.1");
  private static CrtHttp http;

  @BeforeAll
  static void startMoto(@TempDir Path folder) throws IOException, InterruptedException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try {
      moto =
          new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("moto.log").toFile())
              .start();
    } catch (IOException _) {
      assumeTrue(false, "moto_server is not installed: no contract test over it");
    }
    http = new CrtHttp(Map.of());
    endpoint = URI.create("http://127.0.0.1:" + port);
    long end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      assumeTrue(
          moto != null && moto.isAlive() && System.nanoTime() < end,
          "moto_server is installed but does not start: no contract test over it");
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static boolean answers() {
    var call = new HttpCall("GET", endpoint, "/moto-api/", Map.of(), new byte[0], true);
    try {
      return http.send(call, soon()).status() < 500;
    } catch (NoHttpAnswerException _) {
      return false;
    }
  }

  @AfterAll
  static void stopMoto() throws InterruptedException {
    if (http != null) {
      http.close();
    }
    if (moto != null) {
      moto.destroy();
      moto.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(10), InstantSource.system());
  }

  @Override
  protected URI endpoint() {
    return endpoint;
  }

  @Override
  protected void put(String name, String type, String value) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("Name", name);
      json.writeStringField("Type", type);
      json.writeStringField("Value", value);
      json.writeBooleanField("Overwrite", true);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpCall call =
        new HttpCall(
            "POST",
            endpoint,
            "/",
            Map.of(
                "Content-Type", "application/x-amz-json-1.1",
                "X-Amz-Target", "AmazonSSM.PutParameter"),
            body.toByteArray(),
            false);
    try {
      HttpCall signed = new SigV4Signer("us-east-1", "ssm").sign(call, KEYS, Instant.now());
      assertEquals(200, http.send(signed, soon()).status());
    } catch (NoHttpAnswerException e) {
      throw new AssertionError("moto gave no answer", e);
    }
  }
}
