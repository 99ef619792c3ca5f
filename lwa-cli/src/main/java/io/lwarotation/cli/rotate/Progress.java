package io.lwarotation.cli.rotate;

import java.time.Duration;
import java.util.function.Consumer;

/** Says twice a minute that it still waits. */
final class Progress implements Consumer<Duration> {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Consumer<String> out;
  private Duration next = EVERY;

  Progress(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public void accept(Duration waited) {
    if (waited.compareTo(next) >= 0) {
      out.accept("… %d:%02d".formatted(waited.toMinutes(), waited.toSecondsPart()));
      next = next.plus(EVERY);
    }
  }
}
