package io.lwarotation.local.aws.ssm;

import io.lwarotation.local.aws.wire.AwsException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A parameter.
 *
 * @param labels the number of the version that each is on
 * @param told the policies of the latest version that have taken effect
 */
record Parameter(
    String name,
    TreeMap<Long, ParameterVersion> versions,
    TreeMap<String, Long> labels,
    Set<ParameterPolicy> told) {
  private static final int MAX_VERSIONS = 100;
  private static final int MAX_LABELS = 10;

  Parameter(String name) {
    this(name, new TreeMap<>(), new TreeMap<>(), new HashSet<>());
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

  /** A version by its number or a label, if it was written until this moment. */
  Optional<ParameterVersion> find(String selector, Instant seen) {
    String number = labels.containsKey(selector) ? labels.get(selector).toString() : selector;
    return versions.values().stream()
        .filter(version -> Long.toString(version.version()).equals(number))
        .filter(version -> !version.lastModified().isAfter(seen))
        .findFirst();
  }

  /** Adds a version; the oldest of 100 goes, unless a label holds it. */
  void add(ParameterVersion version) {
    if (versions.size() >= MAX_VERSIONS) {
      long oldest = versions.firstKey();
      if (labels.containsValue(oldest)) {
        throw AwsException.badRequest(
            "ParameterMaxVersionLimitExceeded",
            """
            You attempted to create a new version of %s by calling the PutParameter API with the \
            overwrite flag. Version %d, the oldest version, can't be deleted because it has a label \
            associated with it. Move the label to another version of the parameter, and try again.\
            """
                .formatted(name, oldest));
      }
      versions.remove(oldest);
    }
    versions.put(version.version(), version);
    told.clear();
  }

  List<String> labelsOf(long version) {
    return labels.entrySet().stream()
        .filter(label -> label.getValue() == version)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Puts labels on a version; one that was on another moves. */
  void label(long version, List<String> added) {
    if (!versions.containsKey(version)) {
      throw AwsException.badRequest(
          "ParameterVersionNotFound", "Systems Manager could not find version of the parameter.");
    }
    Set<String> all = new HashSet<>(labelsOf(version));
    all.addAll(added);
    if (all.size() > MAX_LABELS) {
      throw AwsException.badRequest(
          "ParameterVersionLabelLimitExceeded",
          "A parameter version can have maximum " + MAX_LABELS + " labels.");
    }
    added.forEach(label -> labels.put(label, version));
  }

  /** The policies that have become due and were not asked for yet: each fires once a version. */
  List<ParameterPolicy> takeDue(Instant now) {
    return latest().notices().stream()
        .filter(policy -> !latest().lastModified().plus(policy.after()).isAfter(now))
        .filter(told::add)
        .toList();
  }
}
