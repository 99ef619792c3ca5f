package io.lwarotation.workbench.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;

/** The demo as data: one JSON object, when it is over. */
final class JsonReport implements Report {
  private final PrintWriter out;
  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ArrayNode steps = root.putArray("steps");

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin() {}

  @Override
  public void step(Step step) {
    ObjectNode json = steps.addObject();
    json.put("at", step.at().toString());
    json.put("title", step.title());
    json.put("ok", step.holds());
    ArrayNode parts = json.putArray("parts");
    for (Step.Part part : step.parts()) {
      switch (part) {
        case Step.Part.Told(String text) -> parts.addObject().put("text", text);
        case Step.Part.Expected(String what, boolean holds) ->
            parts.addObject().put("expected", what).put("holds", holds);
        case Step.Part.Shown shown -> {
          ArrayNode lines = parts.addObject().put("shown", shown.caption()).putArray("lines");
          shown.lines().forEach(lines::add);
        }
      }
    }
  }

  @Override
  public void end(boolean allHeld, double seconds) {
    root.put("ok", allHeld);
    root.put("seconds", seconds);
    out.println(root.toPrettyString());
  }
}
