package io.lwarotation.local.aws.ssm;

import io.lwarotation.local.aws.wire.AwsException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A parameter: its versions and labels. */
public final class Parameter {
  private static final int MAX_VERSIONS = 100;
  private static final int MAX_LABELS = 10;

  private final String name;
  private final TreeMap<Long, ParameterVersion> versions = new TreeMap<>();
  private final TreeMap<String, Long> labels = new TreeMap<>();
  private final Set<ParameterPolicy> told = new HashSet<>();

  Parameter(String name) {
    this.name = name;
  }

  String name() {
    return name;
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

  List<ParameterVersion> versions() {
    return List.copyOf(versions.values());
  }

  long nextNumber() {
    return versions.isEmpty() ? 1 : versions.lastKey() + 1;
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

  /** Finds by a version's number or a label; empty if there is none such. */
  Optional<ParameterVersion> find(String selector) {
    Optional<Long> number =
        selector.matches("[0-9]{1,18}")
            ? Optional.of(Long.valueOf(selector))
            : Optional.ofNullable(labels.get(selector));
    return number.map(versions::get);
  }

  List<String> labelsOf(long version) {
    return labels.entrySet().stream()
        .filter(entry -> entry.getValue() == version)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Puts labels on a version; a label that was on another one moves. */
  void label(long version, List<String> added) {
    if (!versions.containsKey(version)) {
      throw AwsException.badRequest(
          "ParameterVersionNotFound", "Systems Manager could not find version of the parameter.");
    }
    Set<String> after = new HashSet<>(labelsOf(version));
    after.addAll(added);
    if (after.size() > MAX_LABELS) {
      throw AwsException.badRequest(
          "ParameterVersionLabelLimitExceeded",
          "A parameter version can have maximum " + MAX_LABELS + " labels.");
    }
    added.forEach(label -> labels.put(label, version));
  }

  /** The policies that have become due and were not asked for yet: each fires once a version. */
  public List<ParameterPolicy> takeDue(Instant now) {
    return latest().notices().stream()
        .filter(policy -> !latest().lastModified().plus(policy.after()).isAfter(now))
        .filter(told::add)
        .toList();
  }

  boolean hasTold(ParameterPolicy policy) {
    return told.contains(policy);
  }
}
