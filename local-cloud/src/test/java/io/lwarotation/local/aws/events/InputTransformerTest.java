package io.lwarotation.local.aws.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputTransformerTest {
  private static final Map<String, String> PATHS =
      Map.of(
          "name", "$.detail.parameter-name",
          "first", "$.resources[0]",
          "none", "$.detail.not-there",
          "days", "$.detail.days",
          "said", "$.detail.said",
          "detail", "$.detail");

  private static String transform(String template) throws Exception {
    ObjectNode input = Json.object();
    ObjectNode paths = input.putObject("InputPathsMap");
    PATHS.forEach(paths::put);
    input.put("InputTemplate", template);
    return InputTransformer.of(new Input(input))
        .transform(
            Json.read(
                "{\"resources\":[\"arn:1\"],\"detail\":"
                    + "{\"parameter-name\":\"/a\",\"days\":150,\"said\":\"\\\"hm\\\"\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "Parameter <name> is <days> days old"  | "Parameter /a is 150 days old"
          "<first>"                              | "arn:1"
          "before<none>after"                    | "beforeafter"
          "He said <said>"                       | "He said \\"hm\\""
          "a \\" <name>"                         | "a \\" /a"
          """)
  void fillsPlaceholders(String template, String expected) throws Exception {
    assertEquals(expected, transform(template));
  }

  @Test
  void refusesAPlaceholderWithoutAPath() {
    assertThrows(AwsException.class, () -> transform("\"<unknown>\""));
  }

  @Test
  void refusesATemplateThatIsNeitherTextNorJson() {
    assertThrows(AwsException.class, () -> transform("no quotation marks"));
  }

  @Test
  void refusesATemplateOfMoreThan8192Characters() {
    assertThrows(AwsException.class, () -> transform('"' + "x".repeat(8191) + '"'));
  }
}
