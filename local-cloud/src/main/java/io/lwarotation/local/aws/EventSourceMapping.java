package io.lwarotation.local.aws;

/**
 * A queue whose messages a function is to be given. Nothing polls here: who runs functions does.
 *
 * @param functionLogicalId the function's
 * @param reportsBatchItemFailures whether the function's answer may name messages that failed
 */
public record EventSourceMapping(
    String logicalId,
    String functionLogicalId,
    String queueUrl,
    int batchSize,
    boolean reportsBatchItemFailures) {}
