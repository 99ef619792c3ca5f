package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for a release's zip, in both of its ways, to a call. */
@Order(1)
final class ReleaseNewcomerTest extends Newcomer {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path shared;

  @ParameterizedTest
  @ValueSource(strings = {"Deploy with the CDK", "Deploy with CloudFormation"})
  @Timeout(value = 20 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void comesFromTheReleaseToACallByTheCommandsOfItsPageAndWithoutMaven(String section)
      throws Throwable {
    follow(
        "docs/install.md",
        section,
        () -> {
          checkout = Releases.unpackedOnce(shared);
          Path mvn = Files.writeString(temporary.resolve("mvn"), "#!/bin/sh\nexit 9\n");
          Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
          environment.put("PATH", temporary + ":" + environment.get("PATH"));
        },
        reached -> {
          String status = at(reached.last()).run().spoken();
          assertTrue(status.contains("179 days left"), status);
          String page = Files.readString(checkout.resolve("status.html"));
          assertTrue(page.contains("179 days left"), page);
          Command demo = at("./lwa demo").run();
          assertEquals(64, demo.exitCode(), demo.output());
          assertTrue(demo.output().contains("needs a checkout"), demo.output());
        });
  }
}
