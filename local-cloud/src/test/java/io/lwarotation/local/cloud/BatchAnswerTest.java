package io.lwarotation.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lwarotation.local.host.Invocation;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages come again; that they do, {@link EventSourceTest} shows. */
final class BatchAnswerTest {
  private static final Set<String> BATCH = Set.of("1", "2");

  private static Set<String> failed(Invocation result) {
    return BatchAnswer.failed(result, BATCH, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemId\":\"1\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"of another batch\"}]}",
        "{\"batchItemFailures\":7}",
        "{\"batchItemFailures\":[]} twice",
        "\"done\"",
        "no JSON"
      })
  void areAllWhereTheAnswerIsNotUnderstood(String answer) {
    assertEquals(BATCH, failed(new Invocation.Answered(answer)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "null", "", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
  void areNoneWhereTheAnswerNamesNone(String answer) {
    assertEquals(Set.of(), failed(new Invocation.Answered(answer)));
  }

  @Test
  void areAllWhereTheFunctionFailedOrItsProcessEnded() {
    assertEquals(BATCH, failed(new Invocation.Failed("E", "no", "{}")));
    assertEquals(BATCH, failed(new Invocation.Crashed(3)));
  }
}
