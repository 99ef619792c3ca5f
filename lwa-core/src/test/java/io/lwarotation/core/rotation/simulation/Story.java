package io.lwarotation.core.rotation.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A history in sentences, with the time at which each thing happened. */
final class Story implements World.Trace {
  private final StringBuilder text = new StringBuilder();
  private @Nullable SimulatedClock clock;

  void begin(SimulatedClock of) {
    clock = of;
    add("secret 0 is stored, and due for rotation");
  }

  void end(Violation violation) {
    add("BROKEN " + violation.getMessage());
  }

  @Override
  public void line(String what, Object detail) {
    switch (what) {
      case "move", "between", "unkind" -> add(String.valueOf(detail));
      case "amazon" -> add("Amazon " + detail);
      case "notice" -> add("  people are told: " + detail);
      default -> add("  " + what + " ends: " + detail);
    }
  }

  private void add(String sentence) {
    long seconds = Math.round(Objects.requireNonNull(clock).day() * 86_400);
    text.append(
        "day %d, %02d:%02d:%02d  %s%n"
            .formatted(
                seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, sentence));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
