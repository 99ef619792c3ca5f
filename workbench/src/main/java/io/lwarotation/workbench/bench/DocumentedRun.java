package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The last run in {@code docs/performance.md}, between two marks. */
final class DocumentedRun {
  private static final String BEGIN = "<!-- written by ./lwa bench -->\n";
  private static final String END = "<!-- end of what ./lwa bench wrote -->\n";

  private final Path page;
  private final Path images;

  DocumentedRun(Path home) {
    this.page = home.resolve("docs/performance.md");
    this.images = home.resolve("docs/images");
  }

  void write(String report, Map<String, String> pictures) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("docs/performance.md lacks the marks of the benchmark");
    }
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length()) + "\n" + report + "\n" + text.substring(end));
    for (Map.Entry<String, String> picture : pictures.entrySet()) {
      Files.writeString(images.resolve(picture.getKey()), picture.getValue());
    }
  }
}
