package io.lwarotation.local.aws.lambda;

/**
 * A queue whose messages a function is to be given. Nothing polls here: who runs functions does.
 *
 * @param functionLogicalId the function's
 * @param batchSize how many messages the function gets at once, at most
 * @param reportsBatchItemFailures whether the function's answer may name messages that failed
 * @param enabled whether messages are to be taken at all
 */
public record EventSourceMapping(
    String functionLogicalId,
    String queueUrl,
    String queueArn,
    int batchSize,
    boolean reportsBatchItemFailures,
    boolean enabled) {}
