package io.lwarotation.local.aws.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The envelope that all events share. */
public final class Events {
  private Events() {}

  /** An event without {@code resources} and {@code detail}. */
  public static ObjectNode envelope(
      Account account, Instant time, String source, String detailType) {
    return Json.object()
        .put("version", "0")
        .put("id", account.newId())
        .put("detail-type", detailType)
        .put("source", source)
        .put("account", account.id())
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", account.region());
  }
}
