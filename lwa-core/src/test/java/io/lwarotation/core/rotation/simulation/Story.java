package io.lwarotation.core.rotation.simulation;

/** A history in sentences, with the time at which each thing happened. */
final class Story {
  private final StringBuilder text = new StringBuilder();
  private final SimulatedClock clock;

  Story(World world) {
    clock = world.clock;
    world.trace = this::line;
    add("secret 0 is stored, and due for rotation");
  }

  private void line(String what, Object detail) {
    switch (what) {
      case "move", "between", "unkind" -> add(String.valueOf(detail));
      case "amazon" -> add("Amazon " + detail);
      case "notice" -> add("  people are told: " + detail);
      default -> add("  " + what + " ends: " + detail);
    }
  }

  void add(String sentence) {
    long seconds = Math.round(clock.day() * 86_400);
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
