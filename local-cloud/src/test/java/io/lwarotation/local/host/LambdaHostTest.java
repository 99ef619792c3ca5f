package io.lwarotation.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lwarotation.local.host.Invocation.Answered;
import io.lwarotation.local.host.Invocation.Crashed;
import io.lwarotation.local.host.Invocation.Failed;
import io.lwarotation.local.host.Invocation.TimedOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LambdaHostTest {
  private static final String HANDLER = "io.lwarotation.local.host.TestHandler";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  @TempDir static Path folder;
  private static Path jar = Path.of("set before the tests");

  @BeforeAll
  static void packTheHandler() throws IOException {
    jar = TestHandler.packedIn(folder);
  }

  private static LambdaHost start(RuntimeKind kind, Map<String, String> variables) {
    return start(kind, HANDLER, variables, TIMEOUT);
  }

  private static LambdaHost start(
      RuntimeKind kind, String handler, Map<String, String> variables, Duration timeout) {
    assumeTrue(
        kind == RuntimeKind.PLAIN || RuntimeKind.ofThisSystem() == RuntimeKind.AWS,
        "AWS's runtime client has natives for Linux only");
    return LambdaHost.start(
        FunctionConfiguration.of("my-erp-call", jar, handler, variables, timeout), kind);
  }

  private static String answer(LambdaHost host, String payload) {
    return assertInstanceOf(Answered.class, host.invoke(payload), host::output).payload();
  }

  @ParameterizedTest
  @EnumSource
  void answersColdThenWarmInSurroundingsLikeLambdas(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of("LWA_APP", "my-erp"))) {
      assertEquals("{\"ä\":1}", answer(host, "{\"ä\":1}"));
      assertEquals("2", answer(host, "\"calls\""));
      String environment = answer(host, "\"environment\"");
      for (String own : List.of("LWA_APP=my-erp", "AWS_REGION=us-east-1", "_HANDLER=" + HANDLER)) {
        assertTrue(environment.contains(own), environment);
      }
      assertTrue(environment.contains("AWS_LAMBDA_LOG_FORMAT=JSON"), environment);
      assertFalse(environment.contains("HOME="), environment);
      assertFalse(environment.contains("MAVEN"), environment);
      assertEquals(
          "my-erp-call arn:aws:lambda:us-east-1:123456789012:function:my-erp-call",
          answer(host, "\"context\""));
      int remaining = Integer.parseInt(answer(host, "\"remaining\""));
      assertTrue(remaining > 0 && remaining <= TIMEOUT.toMillis(), "remaining " + remaining);
      assertEquals("\"from the jar\"", answer(host, "\"resource\""));
      assertEquals("true", answer(host, "\"library\""));
      assertEquals(1, host.coldStarts());
    }
  }

  @Test
  void preparesTheProcessThatTheNextInvocationGoesToWhateverSpeaksTheRuntimeApi() {
    Launch launch =
        (function, code, temporary) -> {
          assertTrue(Files.exists(code.resolve("resource.txt")));
          return RuntimeKind.PLAIN.command(function, code, temporary);
        };
    FunctionConfiguration function =
        FunctionConfiguration.of("my-erp-call", jar, HANDLER, Map.of(), TIMEOUT);
    try (LambdaHost host = LambdaHost.start(function, launch)) {
      long before = System.nanoTime();
      LambdaHost.Started prepared = host.prepare();
      assertTrue(prepared.nanoTime() - before >= 0);
      assertTrue(prepared.process().isAlive());

      assertEquals("1", answer(host, "\"calls\""));

      assertEquals(prepared, host.prepare());
      assertEquals(1, host.coldStarts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsAFailureAndStaysWarm(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of())) {
      Failed failed = assertInstanceOf(Failed.class, host.invoke("\"fail\""));
      assertEquals("java.lang.IllegalArgumentException", failed.errorType());
      assertEquals("RotateSecret: too \"old\"", failed.errorMessage());
      assertTrue(failed.rawError().contains("handleRequest"), failed.rawError());
      assertEquals("2", answer(host, "\"calls\""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsAConstructionThatFailedAndTriesAgainWithTheNextInvocation(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of("FAIL_INIT", "yes"))) {
      for (int start = 1; start <= 2; start++) {
        Failed failed = assertInstanceOf(Failed.class, host.invoke("{}"));
        assertEquals("java.lang.IllegalStateException", failed.errorType());
        assertEquals("NotConfigured: \"FAIL_INIT\" is set", failed.errorMessage());
        assertEquals(start, host.coldStarts());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsAHandlerThatIsNotThere(RuntimeKind kind) {
    try (LambdaHost host = start(kind, "io.lwarotation.handler.NotThere", Map.of(), TIMEOUT)) {
      Failed failed = assertInstanceOf(Failed.class, host.invoke("{}"));
      assertTrue(failed.rawError().contains("NotThere"), failed.rawError());
    }
  }

  @ParameterizedTest
  @EnumSource
  void seesACrashOfTheConstructionAndOfTheHandlerAndStartsAnew(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of("CRASH_INIT", "yes"))) {
      assertEquals(new Crashed(7), host.invoke("{}"));
    }
    try (LambdaHost host = start(kind, Map.of())) {
      assertEquals(new Crashed(3), host.invoke("\"crash\""));
      assertEquals("1", answer(host, "\"calls\""));
      assertEquals(2, host.coldStarts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void killsAFunctionThatTakesTooLongAndStartsAnew(RuntimeKind kind) {
    try (LambdaHost host = start(kind, HANDLER, Map.of(), Duration.ofSeconds(1))) {
      long pid = Long.parseLong(answer(host, "\"pid\""));
      assertEquals(new TimedOut(Duration.ofSeconds(1)), host.invoke("\"hang\""));
      assertFalse(isAlive(pid));
      assertEquals("1", answer(host, "\"calls\""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void killsTheProcessInTheMidstOfAnInvocation(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of())) {
      CompletableFuture<Invocation> invocation =
          CompletableFuture.supplyAsync(() -> host.invoke("\"hang\""));
      assertTimeoutPreemptively(
          TIMEOUT,
          () -> {
            while (!host.output().contains("hanging")) {
              Thread.onSpinWait();
            }
          });
      host.kill();
      assertEquals(new Crashed(137), invocation.join());
      assertEquals("1", answer(host, "\"calls\""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasAllThatWasPrintedWhenTheAnswerIsThere(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of())) {
      for (int call = 1; call <= 20; call++) {
        answer(host, "{}");
        assertTrue(host.output().contains("out " + call + "\n"), host::output);
        assertTrue(host.output().contains("err " + call + "\n"), host::output);
        assertTrue(host.output().contains("logged 36"), host::output);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesPayloadsUpToLambdasLimit(RuntimeKind kind) {
    try (LambdaHost host = start(kind, Map.of())) {
      String large = "\"" + "y".repeat(RuntimeApi.MAX_PAYLOAD_BYTES - 2) + "\"";
      assertEquals(large, answer(host, large));
      Failed failed = assertInstanceOf(Failed.class, host.invoke("\"large\""));
      assertEquals("Function.ResponseSizeTooLarge", failed.errorType());
      assertThrows(IllegalArgumentException.class, () -> host.invoke(large + " "));
      assertEquals("{}", answer(host, "{}"));
    }
  }

  @Test
  void leavesNeitherProcessNorFilesBehind() {
    LambdaHost host = start(RuntimeKind.PLAIN, Map.of());
    long pid = Long.parseLong(answer(host, "\"pid\""));
    assertTrue(isAlive(pid));
    Path leftBehind = Path.of(answer(host, "\"temporary\""));
    assertTrue(Files.exists(leftBehind));
    host.close();
    assertFalse(isAlive(pid));
    assertFalse(Files.exists(leftBehind));
    assertFalse(Files.exists(leftBehind.resolve("../..").normalize()));
  }

  @Test
  void unpacksAPackageOnceForAllItsFunctions() {
    String taskRoot = ".*LAMBDA_TASK_ROOT=([^,}]*).*";
    try (LambdaHost one = start(RuntimeKind.PLAIN, Map.of());
        LambdaHost other = start(RuntimeKind.PLAIN, Map.of())) {
      assertEquals(
          answer(one, "\"environment\"").replaceAll(taskRoot, "$1"),
          answer(other, "\"environment\"").replaceAll(taskRoot, "$1"));
      assertNotEquals(
          Path.of(answer(one, "\"temporary\"")).getParent(),
          Path.of(answer(other, "\"temporary\"")).getParent());
    }
  }

  @Test
  void refusesVariablesThatLambdaRefuses() {
    for (Map<String, String> bad :
        List.of(Map.of("AWS_REGION", "eu-west-1"), Map.of("BIG", "x".repeat(4096)))) {
      assertThrows(
          IllegalArgumentException.class, () -> LambdaHost.start(jar, HANDLER, bad, TIMEOUT));
    }
  }

  @Test
  void refusesAPackageThatIsNone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no zip");
    for (Path code : List.of(text, folder.resolve("absent.jar"))) {
      UncheckedIOException refused =
          assertThrows(
              UncheckedIOException.class, () -> LambdaHost.start(code, HANDLER, Map.of(), TIMEOUT));
      assertTrue(refused.toString().contains(code.toString()), refused::toString);
    }
  }

  /** However soon after an answer, or even before the first one, the kill comes. */
  @Test
  void survivesKillsAtAnyMoment() throws Exception {
    Random random = new Random(4);
    try (LambdaHost host = start(RuntimeKind.ofThisSystem(), Map.of())) {
      for (int i = 0; i < 12; i++) {
        CompletableFuture<Invocation> invocation =
            CompletableFuture.supplyAsync(() -> host.invoke("{}"));
        long moment = System.nanoTime() + random.nextInt(150_000_000);
        while (System.nanoTime() < moment && !invocation.isDone()) {
          Thread.onSpinWait();
        }
        host.kill();
        switch (invocation.join()) {
          case Answered _ -> {}
          case Crashed(int exitCode) -> assertEquals(137, exitCode);
          case Failed _, TimedOut _ -> fail("a killed process neither fails nor takes its time");
        }
      }
      host.kill(); // the last kill may have come before there was a process
      assertEquals("1", answer(host, "\"calls\""));
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
