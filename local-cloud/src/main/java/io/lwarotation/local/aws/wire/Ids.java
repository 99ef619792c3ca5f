package io.lwarotation.local.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that look like AWS's and are the same in each run. */
public final class Ids {
  private final AtomicLong last = new AtomicLong();

  public String next() {
    return UUID.nameUUIDFromBytes(("id-" + last.incrementAndGet()).getBytes(UTF_8)).toString();
  }
}
