package io.lwarotation.local.aws;

import io.lwarotation.local.MovableClock;
import io.lwarotation.local.aws.cloudformation.Deployment;
import io.lwarotation.local.aws.lambda.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on an empty account, or with a stack in it. */
public abstract class OnLocalAws {
  protected static final Instant START = Instant.parse("2026-06-01T00:00:00Z");

  protected final MovableClock clock = MovableClock.at(START);
  protected final LocalAws local = LocalAws.start(clock);
  protected final Clients aws = Clients.of(local.endpoint(), LocalAws.ACCESS_KEY_ID);

  @TempDir private Path folder = Path.of("");

  @AfterEach
  public void stop() {
    aws.close();
    local.close();
  }

  protected Path file(String template) throws IOException {
    return Files.writeString(folder.resolve("t.template.json"), template);
  }

  protected Deployment deploy(String template, Functions functions) throws IOException {
    return local.apply("lwa-test", file(template), functions);
  }
}
