package io.lwarotation.e2e;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The process that takes in a new secret is killed at any moment, in two stacks at once. By default
 * a few times; with {@code -Dlwa.kills=200} as often as wanted, with {@code -Dlwa.kills.seed=…} as
 * it was printed.
 */
@Order(2)
final class KilledNewSecretHandlerTest {
  private static final int KILLS = Integer.getInteger("lwa.kills", 10);
  private static final int STACKS = 2;

  private final long seed = Long.getLong("lwa.kills.seed", System.nanoTime());

  @Test
  void losesNoSecretWheneverItsProcessIsKilled() {
    System.out.println(
        "replay the kills' moments: -Dlwa.kills=" + KILLS + " -Dlwa.kills.seed=" + seed);
    try (ExecutorService stacks = Executors.newFixedThreadPool(STACKS)) {
      List<CompletableFuture<String>> done =
          IntStream.range(0, STACKS)
              .mapToObj(
                  stack ->
                      CompletableFuture.supplyAsync(
                          () -> Kills.run((KILLS + STACKS - 1) / STACKS, seed + stack), stacks))
              .toList();
      done.forEach(stack -> System.out.println(stack.join()));
    }
  }
}
