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
    String bars =
        Plot.bars("a < b & c", "ms", List.of("one"), List.of(new Plot.Bar("first", List.of(32.0))));

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(bars)));
    assertTrue(bars.contains("prefers-color-scheme: dark"));
    assertTrue(bars.contains(">32 ms<"), bars);
  }
}
