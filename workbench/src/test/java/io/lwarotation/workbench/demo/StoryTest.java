package io.lwarotation.workbench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoryTest {
  private static final Instant AT = Instant.parse("2026-06-01T07:00:00Z");

  private static JsonNode report(Step... steps) throws Exception {
    StringWriter out = new StringWriter();
    Story story = new Story(new PrintWriter(out, true), true);
    story.begin();
    List.of(steps).forEach(story::done);
    story.end();
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void holdsEachStepWithItsParts() throws Exception {
    Step step =
        new Step(AT, "Deploy")
            .tell("a line")
            .expect("it works", true)
            .show("mail", List.of("Subject: s", ""));

    JsonNode json = report(step);

    assertTrue(json.path("ok").asBoolean());
    assertTrue(json.path("seconds").isNumber());
    JsonNode first = json.at("/steps/0");
    assertEquals("2026-06-01T07:00:00Z", first.path("at").asText());
    assertEquals("Deploy", first.path("title").asText());
    assertEquals("a line", first.at("/parts/0/text").asText());
    assertTrue(first.at("/parts/1/holds").asBoolean());
    assertEquals("Subject: s", first.at("/parts/2/lines/0").asText());
  }

  @Test
  void saysWhichStepDidNotDoWhatItShould() throws Exception {
    Step good = new Step(AT, "Good").expect("it works", true);
    Step bad = new Step(AT, "Bad").expect("it works", false);

    JsonNode json = report(good, bad);

    assertFalse(json.path("ok").asBoolean());
    assertTrue(json.at("/steps/0/ok").asBoolean());
    assertFalse(json.at("/steps/1/ok").asBoolean());
  }
}
