package io.lwarotation.workbench.bench;

import java.util.List;

/** The middle and the ends of some measurements; not a number where there are none. */
record Spread(double median, double low, double high, int count) {
  static Spread of(List<Double> values) {
    return new Spread(
        quantile(values, 0.5), quantile(values, 0), quantile(values, 1), values.size());
  }

  /** The value that the given part of the measurements does not exceed. */
  static double quantile(List<Double> values, double part) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    if (part == 0.5 && sorted.size() % 2 == 0) {
      int upper = sorted.size() / 2;
      return (sorted.get(upper - 1) + sorted.get(upper)) / 2;
    }
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
  }
}
