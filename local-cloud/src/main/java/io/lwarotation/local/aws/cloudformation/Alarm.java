package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An alarm of a template.
 *
 * @param properties as in the template, without any intrinsic function left
 */
public record Alarm(String logicalId, JsonNode properties) {}
