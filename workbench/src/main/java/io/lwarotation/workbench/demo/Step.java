package io.lwarotation.workbench.demo;

import io.lwarotation.local.aws.sns.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One step of the demo as it goes: what a person sees, and the same as data. */
record Step(Instant at, String title, List<Part> parts) {
  Step(Instant at, String title) {
    this(at, title, new ArrayList<>());
  }

  /** Something that is told; the names are those in the JSON. */
  sealed interface Part {
    /** Plain text. */
    record Paragraph(String text) implements Part {}

    /** Something that was to hold, and whether it does. */
    record Expected(String expected, boolean holds) implements Part {}

    /** A text in a frame: a mail, an SMS, an answer. */
    record Frame(String shown, List<String> lines) implements Part {}
  }

  boolean holds() {
    return parts.stream()
        .noneMatch(part -> part instanceof Part.Expected(_, boolean holds) && !holds);
  }

  Step tell(String text) {
    parts.add(new Part.Paragraph(text));
    return this;
  }

  Step expect(String what, boolean holds) {
    parts.add(new Part.Expected(what, holds));
    return this;
  }

  Step show(String caption, List<String> lines) {
    parts.add(new Part.Frame(caption, List.copyOf(lines)));
    return this;
  }

  Step show(Delivery delivery) {
    return show(Stage.caption(delivery), Stage.lines(delivery));
  }
}
