package io.lwarotation.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lwarotation.core.Deadline;
import io.lwarotation.local.aws.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.opentest4j.TestAbortedException;

/** The contract over moto's Parameter Store, where moto is installed. */
class SsmCredentialStoreMotoTest extends CredentialStoreContract {
  private static final AwsKeySource.Keys KEYS =
      new AwsKeySource.Keys("AKIAEXAMPLE", "secretEXAMPLE", Optional.empty(), Optional.empty());

  private static @Nullable Engine moto;
  private static URI endpoint = URI.create("http://127.0.0.1");
  private static CrtHttp http;

  @BeforeAll
  static void startMoto() throws IOException, InterruptedException {
    Engine started = Engine.startOr(Engine.Name.MOTO, TestAbortedException::new);
    moto = started;
    endpoint = started.endpoint();
    http = new CrtHttp(Map.of());
  }

  @AfterAll
  static void stopMoto() throws IOException {
    if (http != null) {
      http.close();
    }
    if (moto != null) {
      moto.close();
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
