package io.lwarotation.local.aws.wire;

/** AWS's wire protocols. */
public enum Wire {
  /** The operation stands in {@code X-Amz-Target}. */
  JSON_1_0("application/x-amz-json-1.0"),
  JSON_1_1("application/x-amz-json-1.1"),
  /** The operation is the form's {@code Action}; answers are XML. */
  QUERY("text/xml"),
  /** The operation stands in method and path. */
  REST("application/json"),
  /**
   * The operation stands in the path, which Smithy calls RPC v2.
   *
   * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC
   *     v2 CBOR</a>
   */
  CBOR("application/cbor");

  private final String contentType;

  Wire(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }
}
