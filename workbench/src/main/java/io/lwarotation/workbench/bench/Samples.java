package io.lwarotation.workbench.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measurements under their names, which keep the order in which they first came. */
final class Samples {
  private final Map<String, List<Double>> byName = new LinkedHashMap<>();

  void add(String name, double value) {
    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  List<Double> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  Spread spread(String name) {
    return Spread.of(of(name));
  }

  Set<String> names() {
    return byName.keySet();
  }
}
