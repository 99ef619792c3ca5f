package io.lwarotation.workbench.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of the demo as it went: what a person sees, and the same as data.
 *
 * @param at by the moved clock
 * @param title what happens
 * @param parts in the order of telling
 */
record Step(Instant at, String title, List<Part> parts) {
  Step {
    parts = List.copyOf(parts);
  }

  /** Something that is told. */
  sealed interface Part {
    /** Plain text. */
    record Told(String text) implements Part {}

    /** Something that was to hold, and whether it does. */
    record Expected(String what, boolean holds) implements Part {}

    /** A text in a frame: a mail, an SMS, an answer. */
    record Shown(String caption, List<String> lines) implements Part {
      public Shown {
        lines = List.copyOf(lines);
      }
    }
  }

  boolean holds() {
    return parts.stream()
        .noneMatch(part -> part instanceof Part.Expected(_, boolean holds) && !holds);
  }

  /** Collects the parts of a step. */
  static final class Builder {
    private final Instant at;
    private final String title;
    private final List<Part> parts = new ArrayList<>();

    Builder(Instant at, String title) {
      this.at = at;
      this.title = title;
    }

    Builder tell(String text) {
      parts.add(new Part.Told(text));
      return this;
    }

    Builder expect(String what, boolean holds) {
      parts.add(new Part.Expected(what, holds));
      return this;
    }

    Builder show(String caption, List<String> lines) {
      parts.add(new Part.Shown(caption, lines));
      return this;
    }

    Step build() {
      return new Step(at, title, parts);
    }
  }
}
