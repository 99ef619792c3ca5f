package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.AmazonException.Service;
import org.jspecify.annotations.Nullable;

/** What a function does when something goes wrong around it; the words end "the function …". */
enum Port {
  READ_STORE("reads the parameters"),
  READ_RECORD_VERSION("reads an earlier version of the record"),
  READ_SECRET_VERSION("reads one version of the secret"),
  FIRST_STORED("looks when the secret was first stored"),
  WRITE_SECRET("writes the secret"),
  WRITE_RECORD("writes the record"),
  DESCRIBE_QUEUE("looks at the queue"),
  LWA("asks LWA for a token", Service.LWA),
  SP_API("calls SP-API", Service.SP_API),
  ROTATE("asks Amazon for a new secret", Service.SP_API),
  EVENT("puts the event"),
  NOTICE("tells people"),
  CLAIM("looks which stack rotates the client"),
  ACKNOWLEDGE("acknowledges the message"),
  CREATE("creates a parameter");

  private final String what;
  private final @Nullable Service service;

  Port(String what) {
    this(what, null);
  }

  Port(String what, @Nullable Service service) {
    this.what = what;
    this.service = service;
  }

  /** The part of Amazon that is called; null if it is AWS. */
  @Nullable Service service() {
    return service;
  }

  @Override
  public String toString() {
    return what;
  }
}
