package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The middle and the ends of some measurements.
 *
 * @param low the lowest
 * @param high the highest
 */
record Spread(double median, double low, double high, int count) {
  static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    List<Double> sorted = sorted(values);
    return new Spread(quantile(sorted, 0.5), sorted.getFirst(), sorted.getLast(), sorted.size());
  }

  /** The value that the given part of the measurements does not exceed. */
  static double quantile(List<Double> values, double part) {
    List<Double> sorted = sorted(values);
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    if (part == 0.5 && sorted.size() % 2 == 0) {
      int upper = sorted.size() / 2;
      return (sorted.get(upper - 1) + sorted.get(upper)) / 2;
    }
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
  }

  private static List<Double> sorted(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }
}
