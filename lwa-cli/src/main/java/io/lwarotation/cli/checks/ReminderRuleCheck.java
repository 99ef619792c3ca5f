package io.lwarotation.cli.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;

/** The rule behind the reminder. */
record ReminderRuleCheck(Application app) {
  Finding look() {
    String name = app.require("ReminderRuleName");
    String topic = app.require("TopicArn");
    EventBridgeClient events = app.client(EventBridgeClient.builder());
    DescribeRuleResponse rule = events.describeRule(request -> request.name(name));
    if (rule.state() == RuleState.DISABLED) {
      return Finding.bad(
          name + " is disabled: nobody is reminded", "aws events enable-rule --name " + name);
    }
    if (!admits(String.valueOf(rule.eventPattern()))) {
      return Finding.bad(
          name + " does not look for the policy of " + app.names().clientSecret(),
          Application.DEPLOY);
    }
    return events.listTargetsByRule(request -> request.rule(name)).targets().stream()
            .anyMatch(target -> topic.equals(target.arn()))
        ? Finding.ok(name + " is enabled and leads to the topic")
        : Finding.bad(name + " does not lead to " + topic, Application.DEPLOY);
  }

  /** A pattern with a wildcard in a plain text, such as /my-erp/*, never matches. */
  private boolean admits(String pattern) {
    try {
      JsonNode json = new ObjectMapper().readTree(pattern);
      JsonNode detail = json.path("detail");
      return has(json.path("source"), "aws.ssm")
          && has(json.path("detail-type"), "Parameter Store Policy Action")
          && has(detail.path("policy-type"), "NoChangeNotification")
          && has(detail.path("parameter-name"), app.names().clientSecret());
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
