package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code ./lwa doctor --json} said, by subject. */
record Findings(Map<String, Findings.Said> all) {
  /** What the doctor said of one subject. */
  record Said(String verdict, String text, String remedy) {}

  /** Runs {@code ./lwa doctor} with these arguments. */
  static Command doctor(Stage stage, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("doctor"));
    line.addAll(List.of(arguments));
    return Command.run(stage.cloud().endpoints(), "", line)
        .lacks("amzn1.", "Atzr|", "EXAMPLE-secret-access-key");
  }

  static Findings of(Command command) {
    Map<String, Said> findings = new TreeMap<>();
    for (JsonNode one : Answers.json(command.output()).path("findings")) {
      Said said =
          new Said(
              one.path("verdict").asText(), one.path("text").asText(), one.path("remedy").asText());
      findings.put(one.path("subject").asText(), said);
      assertEquals(said.verdict().equals("ok"), said.remedy().isEmpty(), one::toString);
    }
    return new Findings(findings);
  }

  /** A row each: subject, verdict, a part of the text, a part of the remedy. */
  void assertSaid(String table) {
    table
        .lines()
        .forEach(
            row -> {
              String[] cells = row.split(" \\| ?", -1);
              Said said = all.getOrDefault(cells[0], new Said("none", "", ""));
              assertEquals(cells[1], said.verdict(), () -> cells[0] + " in " + all);
              assertTrue(said.text().contains(cells[2]), () -> cells[0] + " said " + said);
              assertTrue(said.remedy().contains(cells[3]), () -> cells[0] + " said " + said);
            });
  }
}
