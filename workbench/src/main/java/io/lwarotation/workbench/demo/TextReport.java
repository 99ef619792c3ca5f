package io.lwarotation.workbench.demo;

import io.lwarotation.cli.Screen;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** The demo for a person, on 80 columns. */
record TextReport(Screen screen) implements Report {
  @Override
  public void begin() {
    screen.paragraph(
        "",
        "LWA Rotation, the whole way: the packaged function and the synthesized stack, on stand-ins of Amazon"
            + " and AWS whose clock can be moved. Nothing leaves this machine.");
  }

  @Override
  public void step(Step step) {
    screen.heading(LocalDate.ofInstant(step.at(), ZoneOffset.UTC) + "  " + step.title());
    for (Step.Part part : step.parts()) {
      switch (part) {
        case Step.Part.Told(String text) -> screen.paragraph("  ", text);
        case Step.Part.Expected(String what, boolean holds) -> {
          if (holds) {
            screen.good(what);
          } else {
            screen.bad("NOT SO: " + what);
          }
        }
        case Step.Part.Shown shown -> screen.frame(shown.caption(), shown.lines());
      }
    }
  }

  @Override
  public void end(boolean allHeld, double seconds) {
    screen.line("");
    String took = String.format(Locale.ROOT, " (%.0f s)", seconds);
    if (allHeld) {
      screen.good("Every step did what it should." + took);
    } else {
      screen.bad("A step did not do what it should; see above." + took);
    }
  }
}
