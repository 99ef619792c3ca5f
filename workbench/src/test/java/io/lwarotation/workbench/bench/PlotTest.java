package io.lwarotation.workbench.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

final class PlotTest {
  @ParameterizedTest
  @CsvSource({"0.3,0.4", "1,1", "73,80", "101,200", "9.5,10", "41,50"})
  void axesEndAtARoundNumberThatHoldsAll(double most, double end) {
    assertEquals(end, Plot.ceiling(most), 1e-9);
  }

  @Test
  void picturesAreXmlWithColoursForLightAndDarkPages() throws Exception {
    String line =
        Plot.line("a < b & c", "x", "y", List.of(new Plot.Point(1, 2), new Plot.Point(10, 20)));
    String bars =
        Plot.bars("bars", "ms", List.of("one"), List.of(new Plot.Bar("first", List.of(12.0))));

    for (String picture : List.of(line, bars)) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(picture)));
      assertTrue(picture.contains("prefers-color-scheme: dark"));
    }
    assertTrue(bars.contains(">12 ms<"), bars);
  }
}
