package io.lwarotation.cli.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.stack.Arn;
import java.time.Instant;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * The event of the reminder, in the shape that Parameter Store gives it; only its source says that
 * it is a drill, for nobody but AWS can send as AWS.
 */
final class DrillEvent {
  static final String SOURCE = "lwa.drill";
  private static final ObjectMapper JSON = new ObjectMapper();

  private DrillEvent() {}

  /**
   * Makes it.
   *
   * @param topicArn of the stack, for the account and region
   */
  static PutEventsRequestEntry of(
      String topicArn, String parameter, String remindAfterDays, Instant now) {
    Arn topic = Arn.of(topicArn);
    ObjectNode policy =
        JSON.createObjectNode().put("Type", "NoChangeNotification").put("Version", "1.0");
    policy.putObject("Attributes").put("After", remindAfterDays).put("Unit", "Days");
    ObjectNode detail =
        JSON.createObjectNode()
            .put("policy-type", "NoChangeNotification")
            .put("parameter-name", parameter)
            .put("parameter-type", "SecureString")
            .put("action-status", "SUCCESS")
            .put("policy-content", policy.toString())
            .put("action-reason", "This is a drill of ./lwa drill; the parameter is as it was.");
    return PutEventsRequestEntry.builder()
        .source(SOURCE)
        .detailType("Parameter Store Policy Action")
        .time(now)
        .resources(topic.ofParameter(parameter))
        .detail(detail.toString())
        .build();
  }
}
