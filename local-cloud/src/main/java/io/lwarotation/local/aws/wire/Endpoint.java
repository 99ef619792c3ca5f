package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a service is recognized on the one endpoint that all share, and how it speaks.
 *
 * @param signingName the service's name in a signature's scope
 * @param prefix before the operation in {@code X-Amz-Target}, or the service in a path; for the
 *     query protocol the XML namespace of the answers
 */
public record Endpoint(String signingName, String prefix, Wire wire, Service service) {
  /** One AWS service behind its protocol. Called by one thread at a time. */
  @FunctionalInterface
  public interface Service {
    /** The members of the answer; a time is a {@link java.time.Instant}. */
    ObjectNode answer(Caller.OfAccount caller, String operation, Input input);
  }

  /** Whether requests that name a service over this protocol are for it. */
  public boolean isMeant(Wire asked, String name) {
    return asked == wire && (wire == Wire.QUERY ? signingName : prefix).equals(name);
  }

  public static AwsException unknownOperation(String operation) {
    return AwsException.notModelled("the operation " + operation);
  }
}
