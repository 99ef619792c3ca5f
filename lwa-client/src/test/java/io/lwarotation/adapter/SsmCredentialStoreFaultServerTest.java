package io.lwarotation.adapter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;

/** The contract over an answer made by the rules of AWS: sorted, with seconds and a fraction. */
class SsmCredentialStoreFaultServerTest extends CredentialStoreContract {
  private record Stored(String value, int version) {}

  private final TreeMap<String, Stored> parameters = new TreeMap<>();
  private final FaultServer server =
      new FaultServer(
          (socket, closing) -> FaultServer.Reply.json(200, answer()).on(socket, closing));

  @Override
  protected URI endpoint() {
    return server.uri();
  }

  @Override
  protected void put(String name, String type, String value) {
    Stored before = parameters.get(name);
    parameters.put(name, new Stored(value, before == null ? 1 : before.version() + 1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Parameters");
      for (var entry : parameters.entrySet()) {
        json.writeStartObject();
        json.writeStringField("Name", entry.getKey());
        json.writeStringField("Value", entry.getValue().value());
        json.writeNumberField("Version", entry.getValue().version());
        json.writeNumberField("LastModifiedDate", Instant.now().toEpochMilli() / 1000.0);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
