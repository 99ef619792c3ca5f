package io.lwarotation.local.aws.wire;

/**
 * How a service is recognized on the one endpoint that all share, and how it speaks.
 *
 * @param signingName the service's name in a signature's scope
 * @param prefix before the operation in {@code X-Amz-Target}, or the service in a path; for the
 *     query protocol the XML namespace of the answers
 */
public record Endpoint(String signingName, String prefix, Wire wire, Service service) {}
