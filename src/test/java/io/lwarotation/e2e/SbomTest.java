package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of what is in the functions' jar, as a release carries it. */
final class SbomTest {
  /** What may be given on in one jar under Apache-2.0. */
  private static final Set<String> ACCEPTED =
      Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0");

  private static JsonNode sbom = Answers.json("{}");

  @BeforeAll
  static void read() throws IOException {
    Path file = Project.home().resolve("lambda-lwa/target/lambda-lwa.sbom.json");
    assumeFalse(
        "offline: true".equals(System.getProperty("lwa.maven")) && Files.notExists(file),
        "skipped: offline, Maven leaves out the plugin that writes the SBOM");
    sbom = Answers.json(Files.readString(file));
    assertTrue(sbom.path("components").size() > 20, "all that is shaded");
  }

  private static Stream<JsonNode> components() {
    return sbom.path("components").valueStream();
  }

  @Test
  void everyLibraryInTheJarHasALicenceThatMayBeGivenOn() {
    List<String> others =
        components()
            .filter(component -> !ACCEPTED.containsAll(licences(component)))
            .map(component -> component.path("purl").asText() + " " + licences(component))
            .toList();
    List<String> none =
        components()
            .filter(component -> licences(component).isEmpty())
            .map(component -> component.path("purl").asText())
            .toList();

    assertEquals(List.of(), none);
    assertEquals(List.of(), others);
  }

  @Test
  void noLibraryIsThereInTwoVersions() {
    Set<String> seen = new TreeSet<>();
    List<String> twice =
        components()
            .map(one -> one.path("group").asText() + ":" + one.path("name").asText())
            .filter(name -> !seen.add(name))
            .toList();

    assertEquals(List.of(), twice);
  }

  @Test
  void whatTheFunctionsStandOnIsListedAndWhatTestsUseIsNot() {
    Set<String> names =
        components().map(one -> one.path("name").asText()).collect(Collectors.toSet());

    assertTrue(
        names.containsAll(Set.of("aws-crt", "jackson-core", "ssm", "sdk-core")), names::toString);
    assertTrue(
        names.stream().noneMatch(name -> name.contains("junit") || name.equals("local-cloud")));
  }

  private static Set<String> licences(JsonNode component) {
    return component
        .path("licenses")
        .valueStream()
        .map(
            entry ->
                entry.has("expression")
                    ? entry.path("expression").asText()
                    : entry.at("/license/id").asText(entry.at("/license/name").asText()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
