package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One AWS service behind its protocol. Called by one thread at a time. */
public sealed interface Service {

  /** A service of the JSON protocols: the operation stands in {@code X-Amz-Target}. */
  non-sealed interface OfJson extends Service {
    ObjectNode answer(Caller.OfAccount caller, String operation, Input input);
  }

  /** A service of the query protocol: the operation is the form's {@code Action}. */
  non-sealed interface OfQuery extends Service {
    /** The content of the answer's {@code …Result} element. */
    Xml answer(Caller.OfAccount caller, String operation, Input input);
  }

  static AwsException unknownOperation(String operation) {
    return AwsException.notModelled("the operation " + operation);
  }
}
