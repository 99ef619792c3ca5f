package io.lwarotation.workbench.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Screen;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo as it is told: step by step for a person, or as one JSON object when it is over. */
final class Story {
  private final PrintWriter out;
  private final Screen screen;
  private final boolean json;
  private final List<Step> steps = new ArrayList<>();
  private final long start = System.nanoTime();

  Story(PrintWriter out, boolean json) {
    this.out = out;
    this.screen = Screen.on(out);
    this.json = json;
  }

  boolean allHeld() {
    return steps.stream().allMatch(Step::holds);
  }

  void begin() {
    if (!json) {
      screen.paragraph(
          "",
          "LWA Rotation, the whole way: the packaged function and the synthesized stack, on stand-ins of Amazon"
              + " and AWS whose clock can be moved. Nothing leaves this machine.");
    }
  }

  void done(Step step) {
    steps.add(step);
    if (!json) {
      screen.heading(LocalDate.ofInstant(step.at(), ZoneOffset.UTC) + "  " + step.title());
      step.parts().forEach(this::show);
    }
  }

  private void show(Step.Part part) {
    switch (part) {
      case Step.Part.Paragraph(String text) -> screen.paragraph("  ", text);
      case Step.Part.Expected(String what, boolean holds) -> {
        if (holds) {
          screen.good(what);
        } else {
          screen.bad("NOT SO: " + what);
        }
      }
      case Step.Part.Frame(String caption, List<String> lines) -> screen.frame(caption, lines);
    }
  }

  void end() {
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    if (json) {
      out.println(asJson(seconds).toPrettyString());
      return;
    }
    screen.line("");
    String took = String.format(Locale.ROOT, " (%.0f s)", seconds);
    if (allHeld()) {
      screen.good("Every step did what it should." + took);
    } else {
      screen.bad("A step did not do what it should; see above." + took);
    }
  }

  private ObjectNode asJson(double seconds) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode list = root.putArray("steps");
    for (Step step : steps) {
      list.addObject()
          .put("at", step.at().toString())
          .put("title", step.title())
          .put("ok", step.holds())
          .set("parts", mapper.valueToTree(step.parts()));
    }
    return root.put("ok", allHeld()).put("seconds", seconds);
  }
}
