package io.lwarotation.local.aws;

/**
 * How a service is recognized on the one endpoint that all share, and how it speaks.
 *
 * @param signingName the service's name in a signature's scope
 * @param prefix before the operation in {@code X-Amz-Target}; for the query protocol the XML
 *     namespace of the answers
 * @param jsonVersion of the content type; empty for the query protocol
 */
record Endpoint(String signingName, String prefix, String jsonVersion, Service service) {

  String contentType() {
    return jsonVersion.isEmpty() ? "text/xml" : "application/x-amz-json-" + jsonVersion;
  }
}
