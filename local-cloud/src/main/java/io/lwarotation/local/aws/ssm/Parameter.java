package io.lwarotation.local.aws.ssm;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A parameter. Labels are not modelled.
 *
 * @param told the policies of the latest version that have taken effect
 */
record Parameter(String name, TreeMap<Long, ParameterVersion> versions, Set<ParameterPolicy> told) {
  private static final int MAX_VERSIONS = 100;

  Parameter(String name) {
    this(name, new TreeMap<>(), new HashSet<>());
  }

  ParameterVersion latest() {
    return versions.lastEntry().getValue();
  }

  /** The newest of those that were written until this moment. */
  Optional<ParameterVersion> latest(Instant seen) {
    return versions.descendingMap().values().stream()
        .filter(version -> !version.lastModified().isAfter(seen))
        .findFirst();
  }

  /** A version by its number, if it was written until this moment. */
  Optional<ParameterVersion> find(String number, Instant seen) {
    return versions.values().stream()
        .filter(version -> Long.toString(version.version()).equals(number))
        .filter(version -> !version.lastModified().isAfter(seen))
        .findFirst();
  }

  /** Adds a version; the oldest of 100 goes. */
  void add(ParameterVersion version) {
    if (versions.size() >= MAX_VERSIONS) {
      versions.pollFirstEntry();
    }
    versions.put(version.version(), version);
    told.clear();
  }

  /** The policies that have become due and were not asked for yet: each fires once a version. */
  List<ParameterPolicy> takeDue(Instant now) {
    return latest().notices().stream()
        .filter(policy -> !latest().lastModified().plus(policy.after()).isAfter(now))
        .filter(told::add)
        .toList();
  }
}
