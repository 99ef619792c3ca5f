package io.lwarotation.local.aws.ssm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.events.Events;
import io.lwarotation.local.aws.wire.Account;

/**
 * The event by which Parameter Store tells that a policy has taken effect.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html">Notifications
 *     from Parameter Store events</a>
 */
public final class PolicyAction {
  private PolicyAction() {}

  public static ObjectNode event(Account account, Parameter parameter, ParameterPolicy policy) {
    ObjectNode event =
        Events.envelope(account, account.now(), "aws.ssm", "Parameter Store Policy Action");
    event.putArray("resources").add(account.parameterArn(parameter.name()));
    event
        .putObject("detail")
        .put("policy-type", ParameterPolicy.TYPE)
        .put("parameter-name", parameter.name())
        .put("parameter-type", parameter.latest().type())
        .put("action-status", "SUCCESS")
        .put("policy-content", policy.text())
        .put(
            "action-reason",
            "The parameter has not been changed for "
                + policy.after().toDays()
                + " days. This notification was generated based on the policy created at "
                + parameter.latest().lastModified()
                + ".");
    return event;
  }
}
