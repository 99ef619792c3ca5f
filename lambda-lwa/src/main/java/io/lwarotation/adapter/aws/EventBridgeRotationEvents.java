package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.JsonObject;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.RotationEvents;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Events on the account's default bus. */
public record EventBridgeRotationEvents(EventBridgeClient bus) implements RotationEvents {
  @Override
  public void put(ClientSecretRotated event, Deadline deadline) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .source("lwa.rotation")
            .detailType("LWA Client Secret Rotated")
            .detail(
                new JsonObject()
                    .put("app", event.app())
                    .put("parameter", event.parameter())
                    .put("version", event.version())
                    .put("expiresAt", event.expiresAt())
                    .putOrNull("oldSecretExpiresAt", event.oldSecretExpiresAt())
                    .text())
            .build();
    PutEventsRequest.Builder request = PutEventsRequest.builder().entries(entry);
    PutEventsResponse response =
        new AwsCall(
                "EventBridge",
                "putting the event of the new secret",
                "check that the function's role may call events:PutEvents on the default bus")
            .run(deadline, request, bus::putEvents);
    // The answer is 200 even if the bus took none of the events.
    if (response.failedEntryCount() != 0) {
      throw notTaken(response);
    }
  }

  private static StoreException notTaken(PutEventsResponse response) {
    String code =
        response.entries().stream()
            .map(entry -> String.valueOf(entry.errorCode()))
            .filter(text -> text.matches("[A-Za-z]{1,64}"))
            .findFirst()
            .orElse("Unknown");
    return new StoreException(
        StoreException.Kind.UNREACHABLE,
        "EventBridge did not take the event of the new secret (%s); the message is handled again."
            .formatted(code),
        null);
  }
}
