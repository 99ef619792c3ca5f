package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The last run in {@code docs/performance.md}, between two marks. */
final class DocumentedRun {
  private final String begin;
  private final String end;
  private final Path page;
  private final Path images;

  DocumentedRun(Path home) {
    this(home, "./lwa bench");
  }

  private DocumentedRun(Path home, String command) {
    this.begin = "<!-- written by " + command + " -->\n";
    this.end = "<!-- end of what " + command + " wrote -->\n";
    this.page = home.resolve("docs/performance.md");
    this.images = home.resolve("docs/images");
  }

  /** The run of {@code ./lwa bench authorizations}. */
  static DocumentedRun ofAuthorizations(Path home) {
    return new DocumentedRun(home, "./lwa bench authorizations");
  }

  void write(String report, Map<String, String> pictures) throws IOException {
    String text = Files.readString(page);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException("docs/performance.md lacks the marks of the benchmark");
    }
    Files.writeString(
        page, text.substring(0, from + begin.length()) + "\n" + report + "\n" + text.substring(to));
    for (Map.Entry<String, String> picture : pictures.entrySet()) {
      Files.writeString(images.resolve(picture.getKey()), picture.getValue());
    }
  }
}
