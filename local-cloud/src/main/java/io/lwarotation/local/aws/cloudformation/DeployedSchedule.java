package io.lwarotation.local.aws.cloudformation;

/**
 * A schedule of a template.
 *
 * @param expression for example {@code rate(1 day)}
 * @param input what the function gets each time, JSON; empty if the template gives none
 */
public record DeployedSchedule(
    String logicalId, String name, String expression, String functionLogicalId, String input) {}
