package io.lwarotation.core;

/** What Parameter Store holds in the place of the rotation record. */
public sealed interface StoredRecord {
  /** A record that could be read; whether it counts depends on its version. */
  record Present(RotationRecord record) implements StoredRecord {}

  /** No parameter, or the placeholder. */
  record Absent() implements StoredRecord {}

  /**
   * A parameter that is no record.
   *
   * @param reason what is wrong with it, without its content
   */
  record Broken(String reason) implements StoredRecord {}
}
