package io.lwarotation.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LambdaHostTest {
  private static final String HANDLER = "io.lwarotation.local.host.TestHandler";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final RuntimeKind OURS = RuntimeKind.ofThisSystem();
  @TempDir static Path folder;
  private static Path jar = Path.of("set before the tests");

  @BeforeAll
  static void packTheHandler() throws IOException {
    jar = TestHandler.packedIn(folder);
  }

  private static FunctionConfiguration function(Map<String, String> variables, Duration timeout) {
    return FunctionConfiguration.of("my-erp-call", jar, HANDLER, variables, timeout);
  }

  private static LambdaHost start(RuntimeKind kind) {
    return start(kind, function(Map.of(), TIMEOUT));
  }

  private static LambdaHost start(RuntimeKind kind, FunctionConfiguration function) {
    assumeTrue(
        kind == RuntimeKind.PLAIN || OURS == RuntimeKind.AWS,
        "AWS's runtime client has natives for Linux only");
    return LambdaHost.start(function, kind);
  }

  private static String answer(LambdaHost host, String payload) {
    return assertInstanceOf(Answered.class, host.invoke(payload), host::output).payload();
  }

  @ParameterizedTest
  @EnumSource
  void answersColdThenWarmInSurroundingsLikeLambdas(RuntimeKind kind) {
    try (LambdaHost host = start(kind, function(Map.of("LWA_APP", "yes"), TIMEOUT))) {
      assertEquals("{\"ä\":1}", answer(host, "{\"ä\":1}"));
      assertEquals("2", answer(host, "\"calls\""));
      String environment = answer(host, "\"environment\"");
      for (String own : List.of("LWA_APP=yes", "AWS_REGION=us-east-1", "_HANDLER=" + HANDLER)) {
        assertTrue(environment.contains(own), environment);
      }
      assertTrue(environment.contains("AWS_LAMBDA_LOG_FORMAT=JSON"), environment);
      assertFalse(environment.contains("HOME="), environment);
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
    try (LambdaHost host = LambdaHost.start(function(Map.of(), TIMEOUT), launch)) {
      long before = System.nanoTime();
      LambdaHost.Started prepared = host.prepare();
      assertTrue(prepared.nanoTime() - before >= 0);
      assertTrue(prepared.process().isAlive());
      assertEquals("1", answer(host, "\"calls\""));
      assertEquals(prepared, host.prepare());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsAFailureAndStaysWarm(RuntimeKind kind) {
    try (LambdaHost host = start(kind)) {
      Failed failed = assertInstanceOf(Failed.class, host.invoke("\"fail\""));
      assertEquals("java.lang.IllegalArgumentException", failed.errorType());
      assertEquals("RotateSecret: too \"old\"", failed.errorMessage());
      assertTrue(failed.rawError().contains("handleRequest"), failed.rawError());
      assertEquals("2", answer(host, "\"calls\""));
    }
  }

  @Test
  void reportsAConstructionThatFailedAndTriesAgainWithTheNextInvocation() {
    try (LambdaHost host = start(OURS, function(Map.of("FAIL_INIT", "yes"), TIMEOUT))) {
      for (int start = 1; start <= 2; start++) {
        Failed failed = assertInstanceOf(Failed.class, host.invoke("{}"));
        assertEquals("java.lang.IllegalStateException", failed.errorType());
        assertEquals("NotConfigured: \"FAIL_INIT\" is set", failed.errorMessage());
        assertEquals(start, host.coldStarts());
      }
    }
  }

  @Test
  void reportsAHandlerThatIsNotThere() {
    FunctionConfiguration function =
        FunctionConfiguration.of("f", jar, "io.lwarotation.NotThere", Map.of(), TIMEOUT);
    try (LambdaHost host = start(OURS, function)) {
      Failed failed = assertInstanceOf(Failed.class, host.invoke("{}"));
      assertTrue(failed.rawError().contains("NotThere"), failed.rawError());
    }
  }

  @Test
  void seesACrashOfTheConstructionAndOfTheHandlerAndStartsAnew() {
    try (LambdaHost host = start(OURS, function(Map.of("CRASH_INIT", "yes"), TIMEOUT))) {
      assertEquals(new Crashed(7), host.invoke("{}"));
    }
    try (LambdaHost host = start(OURS)) {
      assertEquals(new Crashed(3), host.invoke("\"crash\""));
      assertEquals("1", answer(host, "\"calls\""));
      assertEquals(2, host.coldStarts());
    }
  }

  @Test
  void killsAFunctionThatTakesTooLongAndStartsAnew() {
    try (LambdaHost host = start(OURS, function(Map.of(), Duration.ofSeconds(1)))) {
      long pid = Long.parseLong(answer(host, "\"pid\""));
      assertEquals(new TimedOut(Duration.ofSeconds(1)), host.invoke("\"hang\""));
      assertFalse(isAlive(pid));
      assertEquals("1", answer(host, "\"calls\""));
    }
  }

  @Test
  void killsTheProcessInTheMidstOfAnInvocation() {
    try (LambdaHost host = start(OURS)) {
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

  @Test
  void hasAllThatWasPrintedWhenTheAnswerIsThere() {
    try (LambdaHost host = start(OURS)) {
      for (int call = 1; call <= 20; call++) {
        answer(host, "{}");
        for (String line : List.of("out " + call + "\n", "err " + call + "\n", "logged 36")) {
          assertTrue(host.output().contains(line), host::output);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesPayloadsUpToLambdasLimit(RuntimeKind kind) {
    try (LambdaHost host = start(kind)) {
      String large = "\"" + "y".repeat(RuntimeApi.MAX_PAYLOAD_BYTES - 2) + "\"";
      assertEquals(large, answer(host, large));
      Failed failed = assertInstanceOf(Failed.class, host.invoke("\"large\""));
      assertEquals("Function.ResponseSizeTooLarge", failed.errorType());
      assertThrows(IllegalArgumentException.class, () -> host.invoke(large + " "));
      assertEquals("{}", answer(host, "{}"));
    }
  }

  @Test
  void sharesAPackageBetweenFunctionsAndLeavesNeitherProcessNorFilesBehind() {
    String taskRoot = ".*LAMBDA_TASK_ROOT=([^,}]*).*";
    LambdaHost host = start(OURS);
    long pid = Long.parseLong(answer(host, "\"pid\""));
    Path leftBehind = Path.of(answer(host, "\"temporary\""));
    assertTrue(isAlive(pid) && Files.exists(leftBehind));
    try (LambdaHost other = start(OURS)) {
      assertEquals(
          answer(host, "\"environment\"").replaceAll(taskRoot, "$1"),
          answer(other, "\"environment\"").replaceAll(taskRoot, "$1"));
      host.close();
      assertFalse(isAlive(pid));
      assertFalse(Files.exists(leftBehind.resolve("../..").normalize()));
      assertEquals("\"from the jar\"", answer(other, "\"resource\""));
    }
  }

  @ParameterizedTest
  @CsvSource({"AWS_REGION, 1", "BIG, 4096"})
  void refusesVariablesThatLambdaRefuses(String name, int length) {
    Map<String, String> bad = Map.of(name, "x".repeat(length));
    assertThrows(IllegalArgumentException.class, () -> function(bad, TIMEOUT));
  }

  @Test
  void refusesAPackageThatIsNone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no zip");
    for (Path code : List.of(text, folder.resolve("absent.jar"))) {
      FunctionConfiguration function =
          FunctionConfiguration.of("none", code, HANDLER, Map.of(), TIMEOUT);
      UncheckedIOException refused =
          assertThrows(UncheckedIOException.class, () -> LambdaHost.start(function));
      assertTrue(refused.toString().contains(code.toString()), refused::toString);
    }
  }

  /** However soon after an answer, or even before the first one, the kill comes. */
  @Test
  void survivesKillsAtAnyMoment() throws Exception {
    Random random = new Random(4);
    try (LambdaHost host = start(OURS)) {
      for (int i = 0; i < 12; i++) {
        CompletableFuture<Invocation> invocation =
            CompletableFuture.supplyAsync(() -> host.invoke("{}"));
        long moment = System.nanoTime() + random.nextInt(150_000_000);
        while (System.nanoTime() < moment && !invocation.isDone()) {
          Thread.onSpinWait();
        }
        host.kill();
        Invocation ended = invocation.join();
        assertTrue(ended instanceof Answered || ended.equals(new Crashed(137)), ended::toString);
      }
      host.kill(); // the last kill may have come before there was a process
      assertEquals("1", answer(host, "\"calls\""));
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
