package io.lwarotation.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** The rule behind the reminder. */
record TriggerLook(Patient patient) {
  private static final String DEPLOY = "deploy the stack again: npx cdk deploy";
  private static final ObjectMapper JSON = new ObjectMapper();

  List<Finding> rule() {
    String name = patient.require("ReminderRuleName");
    String topic = patient.require("TopicArn");
    try (EventBridgeClient events = patient.aws().configured(EventBridgeClient.builder()).build()) {
      DescribeRuleResponse rule = events.describeRule(request -> request.name(name));
      if (rule.state() == RuleState.DISABLED) {
        return List.of(
            Finding.bad(
                "reminder rule",
                name + " is disabled: nobody is reminded",
                "aws events enable-rule --name " + name));
      }
      if (!admits(String.valueOf(rule.eventPattern()))) {
        return List.of(
            Finding.bad(
                "reminder rule",
                name + " does not look for the policy of " + patient.names().clientSecret(),
                DEPLOY));
      }
      boolean toTopic =
          events.listTargetsByRule(request -> request.rule(name)).targets().stream()
              .map(Target::arn)
              .anyMatch(topic::equals);
      return List.of(
          toTopic
              ? Finding.ok("reminder rule", name + " is enabled and leads to the topic")
              : Finding.bad("reminder rule", name + " does not lead to " + topic, DEPLOY));
    }
  }

  /** A pattern with a wildcard in a plain text, such as /my-erp/*, never matches. */
  private boolean admits(String pattern) {
    try {
      JsonNode json = JSON.readTree(pattern);
      return has(json.path("source"), "aws.ssm")
          && has(json.path("detail-type"), "Parameter Store Policy Action")
          && has(json.path("detail").path("policy-type"), "NoChangeNotification")
          && has(json.path("detail").path("parameter-name"), patient.names().clientSecret());
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  private static boolean has(JsonNode list, String value) {
    for (JsonNode one : list) {
      if (one.asText().equals(value)
          || (one.has("prefix") && value.startsWith(one.path("prefix").asText()))) {
        return true;
      }
    }
    return list.isMissingNode();
  }
}
