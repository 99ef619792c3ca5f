package io.lwarotation.local.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * An AWS account in one region: where it is reached, its time, the ids it hands out, and the names
 * (ARNs) of what lies in it.
 *
 * @param ids how many ids it has handed out
 * @param lost what could be delivered nowhere, nor put in a dead-letter queue: nobody hears of it
 */
public record Account(
    String id,
    String region,
    InstantSource clock,
    Supplier<URI> endpoint,
    AtomicLong ids,
    List<String> lost) {
  public Account(String id, String region, InstantSource clock, Supplier<URI> endpoint) {
    this(id, region, clock, endpoint, new AtomicLong(), new ArrayList<>());
  }

  public Instant now() {
    return clock.instant();
  }

  /** An id that looks like AWS's and is the same in each run. */
  public String newId() {
    return UUID.nameUUIDFromBytes(("id-" + ids.incrementAndGet()).getBytes(UTF_8)).toString();
  }

  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
  }

  /** A parameter's ARN holds one slash between {@code parameter} and the name, never two. */
  public String parameterArn(String name) {
    return arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name));
  }

  /** ARNs of IAM have no region. */
  public String iamArn(String resource) {
    return "arn:aws:iam::" + id + ":" + resource;
  }

  /** An event of EventBridge without {@code resources} and {@code detail}. */
  public ObjectNode event(String source, String detailType, Instant time) {
    return Json.object()
        .put("version", "0")
        .put("id", newId())
        .put("detail-type", detailType)
        .put("source", source)
        .put("account", id)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region);
  }

  /** Whether somebody of this account asks. */
  public boolean owns(Caller caller) {
    return caller instanceof Caller.OfAccount(String other, String _) && other.equals(id);
  }
}
