package io.lwarotation.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lwarotation.cli.WrongUsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DefaultApplicationTest {
  @TempDir private Path here = Path.of("set by JUnit");
  @TempDir private Path home = Path.of("set by JUnit");

  private Optional<String> named(Map<String, String> environment) {
    return new DefaultApplication(environment, List.of(here, home))
        .named()
        .map(DefaultApplication.Named::app);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my-shop",
        "  my-shop \r\n",
        "# of this folder\n\napp = my-shop\n",
        "\uFEFFapp=my-shop\r\n"
      })
  void theFileOfTheFolderNamesIt(String content) throws IOException {
    Files.writeString(home.resolve(".lwa"), "other");
    Files.writeString(here.resolve(".lwa"), content);

    assertEquals(Optional.of("my-shop"), named(Map.of()));
  }

  @Test
  void theVariableGoesBeforeTheFileAndTheNearestFileBeforeTheOther() throws IOException {
    assertEquals(Optional.empty(), named(Map.of("LWA_APP", " ")));

    Files.writeString(home.resolve(".lwa"), "of-home");
    assertEquals(Optional.of("of-home"), named(Map.of()));
    assertEquals(Optional.of("of-variable"), named(Map.of("LWA_APP", "of-variable ")));
  }

  @Test
  void aFileThatIsNoTextIsAWrongUsage() throws IOException {
    Files.writeString(here.resolve(".lwa"), "my-shop", StandardCharsets.UTF_16);

    assertThrows(WrongUsageException.class, () -> named(Map.of()));
  }
}
