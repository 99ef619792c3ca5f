package io.lwarotation.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.host.Invocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lambda's polling of one queue for one function. What the function succeeded on is deleted; all
 * else stays hidden until the queue's visibility timeout is over on the moved clock, and goes to
 * the dead-letter queue when it has been received often enough.
 */
final class QueuePoller {
  /** Lambda's limit of an event is 6 MB, which bodies reach sooner when they are escaped. */
  private static final int MOST_CHARACTERS = 2_000_000;

  private final EventSourceMapping mapping;
  private final SqsClient sqs;
  private final Function function;

  /** Runs the mapping's function. */
  @FunctionalInterface
  interface Function {
    Invocation invoke(String event);
  }

  QueuePoller(EventSourceMapping mapping, SqsClient sqs, Function function) {
    this.mapping = mapping;
    this.sqs = sqs;
    this.function = function;
  }

  /** Hands over batches one after the other until no message is visible; returns how many. */
  int drain() {
    int batches = 0;
    for (List<JsonNode> batch = receive(); !batch.isEmpty(); batch = receive()) {
      handOver(batch);
      batches++;
    }
    return batches;
  }

  /** The same with as many batches at the same time as the mapping allows. */
  int drainAtOnce() {
    int batches = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<List<JsonNode>> round = round(); !round.isEmpty(); round = round()) {
        List<CompletableFuture<Void>> running =
            round.stream()
                .map(batch -> CompletableFuture.runAsync(() -> handOver(batch), threads))
                .toList();
        running.forEach(CompletableFuture::join);
        batches += round.size();
      }
    }
    return batches;
  }

  private List<List<JsonNode>> round() {
    List<List<JsonNode>> round = new ArrayList<>();
    while (round.size() < mapping.maximumConcurrency()) {
      List<JsonNode> batch = receive();
      if (batch.isEmpty()) {
        break;
      }
      round.add(batch);
    }
    return round;
  }

  private List<JsonNode> receive() {
    List<JsonNode> batch = new ArrayList<>();
    int characters = 0;
    while (batch.size() < mapping.batchSize() && characters < MOST_CHARACTERS) {
      Optional<JsonNode> message = sqs.receive(mapping.queueUrl());
      if (message.isEmpty()) {
        break;
      }
      batch.add(message.get());
      characters += message.get().path("Body").asText().length();
    }
    return batch;
  }

  private void handOver(List<JsonNode> batch) {
    Invocation result = function.invoke(SqsEvent.of(batch, mapping.queueArn()));
    Set<String> ids = new HashSet<>();
    batch.forEach(message -> ids.add(message.path("MessageId").asText()));
    Set<String> failed = BatchAnswer.failed(result, ids, mapping.reportsBatchItemFailures());
    for (JsonNode message : batch) {
      if (!failed.contains(message.path("MessageId").asText())) {
        sqs.delete(mapping.queueUrl(), message.path("ReceiptHandle").asText());
      }
    }
  }
}
