package io.lwarotation.local.aws.wire;

/** AWS's wire protocols. */
public enum Wire {
  /** The operation stands in {@code X-Amz-Target}. */
  JSON,
  /** The operation is the form's {@code Action}; answers are XML. */
  QUERY,
  /** The operation stands in method and path. */
  REST,
  /**
   * The operation stands in the path, which Smithy calls RPC v2.
   *
   * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC
   *     v2 CBOR</a>
   */
  CBOR
}
