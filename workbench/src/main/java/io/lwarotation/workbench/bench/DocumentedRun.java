package io.lwarotation.workbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The last run of a command in {@code docs/performance.md}, between two marks. */
record DocumentedRun(Path home, String command) {
  void write(String report, Map<String, String> pictures) throws IOException {
    Path page = home.resolve("docs/performance.md");
    String begin = "<!-- written by " + command + " -->\n";
    String text = Files.readString(page);
    int from = text.indexOf(begin);
    int to = text.indexOf("<!-- end of what " + command + " wrote -->\n");
    if (from < 0 || to < from) {
      throw new IllegalStateException("docs/performance.md lacks the marks of the benchmark");
    }
    Files.writeString(
        page, text.substring(0, from + begin.length()) + "\n" + report + "\n" + text.substring(to));
    writePictures(pictures, home.resolve("docs/images"));
  }

  static void writePictures(Map<String, String> pictures, Path folder) throws IOException {
    for (Map.Entry<String, String> picture : pictures.entrySet()) {
      Files.writeString(folder.resolve(picture.getKey()), picture.getValue());
    }
  }
}
