package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./lwa cost} counts what the stack has. */
final class CostCommandTest {
  private static final Map<String, Integer> RUNS_A_DAY =
      Map.of("rate(1 day)", 1, "rate(6 hours)", 4);

  @ParameterizedTest
  @CsvSource({"remind,cdk.out", "automatic,cdk.out-automatic"})
  void theBillIsOfWhatTheTemplateHas(String rotation, String folder) throws Exception {
    Command command =
        Command.run(Map.of(), "", List.of("cost", "--rotation", rotation, "--json")).ends(0);
    JsonNode stack = Answers.json(command.output()).path("stack");
    Path file = Project.home().resolve("infra-cdk/target/" + folder + "/lwa-my-erp.template.json");
    JsonNode resources = new ObjectMapper().readTree(file.toFile()).path("Resources");

    assertEquals(count(resources, "AWS::KMS::Key"), stack.path("keys").asLong());
    assertEquals(count(resources, "AWS::CloudWatch::Alarm"), stack.path("alarms").asLong());
    assertEquals(0, count(resources, "AWS::CloudWatch::CompositeAlarm"));
    assertEquals(
        count(resources, "AWS::Lambda::EventSourceMapping"), stack.path("polledQueues").asLong());
    assertEquals(
        of(resources, "AWS::Lambda::Function")
            .mapToInt(function -> function.path("MemorySize").asInt())
            .max()
            .orElseThrow(),
        stack.path("largestMemory").asInt());
    int scheduled =
        of(resources, "AWS::Scheduler::Schedule")
            .mapToInt(one -> RUNS_A_DAY.get(one.path("ScheduleExpression").asText()))
            .sum();
    assertEquals(scheduled - 1, stack.path("dailyRuns").asInt(), "one of them calls SP-API");
  }

  private static long count(JsonNode resources, String type) {
    return of(resources, type).count();
  }

  private static Stream<JsonNode> of(JsonNode resources, String type) {
    return StreamSupport.stream(resources.spliterator(), false)
        .filter(resource -> resource.path("Type").asText().equals(type))
        .map(resource -> resource.path("Properties"));
  }
}
