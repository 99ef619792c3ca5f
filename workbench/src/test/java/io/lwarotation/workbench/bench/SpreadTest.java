package io.lwarotation.workbench.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void tellsTheMiddleAndTheEndsOfValuesInAnyOrder() {
    assertEquals(new Spread(3, 1, 9, 3), Spread.of(List.of(9.0, 1.0, 3.0)));
    assertEquals(new Spread(2.5, 1, 9, 4), Spread.of(List.of(9.0, 1.0, 3.0, 2.0)));
  }

  @Test
  void ofAThousandValuesTenLieAboveP99() {
    List<Double> values = IntStream.rangeClosed(1, 1000).mapToObj(n -> (double) n).toList();

    assertEquals(990, Spread.quantile(values, 0.99));
    assertEquals(500.5, Spread.quantile(values, 0.5));
  }

  @Test
  void nothingMeasuredIsNoNumber() {
    assertTrue(Double.isNaN(Spread.of(List.of()).median()));
  }
}
