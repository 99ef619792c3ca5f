package io.lwarotation.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lwarotation.local.host.Invocation;
import java.util.HashSet;
import java.util.Set;

/**
 * Which messages of a batch a function has failed on, read as Lambda reads it
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html): no list, or an
 * empty one, means none; an answer that is not understood means all.
 */
final class BatchAnswer {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private BatchAnswer() {}

  /**
   * The message ids that must come again.
   *
   * @param batch the ids of all
   * @param reports whether the mapping has {@code ReportBatchItemFailures}; without it what the
   *     function answers says nothing
   */
  static Set<String> failed(Invocation result, Set<String> batch, boolean reports) {
    return switch (result) {
      case Invocation.Answered(String payload) -> reports ? named(payload, batch) : Set.of();
      case Invocation.Failed _, Invocation.TimedOut _, Invocation.Crashed _ -> batch;
    };
  }

  private static Set<String> named(String payload, Set<String> batch) {
    JsonNode answer;
    try {
      answer = JSON.readTree(payload.isBlank() ? "null" : payload); // a handler without an answer
    } catch (JsonProcessingException _) {
      return batch;
    }
    JsonNode items = answer.path("batchItemFailures");
    if (answer.isNull() || (answer.isObject() && (items.isMissingNode() || items.isNull()))) {
      return Set.of();
    }
    Set<String> failed = new HashSet<>();
    items.forEach(item -> failed.add(item.path("itemIdentifier").asText()));
    return items.isArray() && batch.containsAll(failed) ? failed : batch;
  }
}
