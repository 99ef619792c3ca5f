package io.lwarotation.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in docs/client.md is {@link Example}, which the compiler has read. */
final class ExampleTest {
  @Test
  void theDocumentShowsWhatIsCompiled() throws IOException {
    String document = Files.readString(Path.of("../docs/client.md"));
    String fence = "```java\n";
    int begin = document.indexOf(fence) + fence.length();
    String shown = document.substring(begin, document.indexOf("```", begin));

    String source = Files.readString(Path.of("src/test/java/io/lwarotation/client/Example.java"));

    assertEquals(source.substring(source.indexOf("final class")), shown);
  }
}
