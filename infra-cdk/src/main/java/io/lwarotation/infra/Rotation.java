package io.lwarotation.infra;

/** Who makes the new client secret when the old one ends. */
enum Rotation {
  /** A person, who is reminded in time. */
  REMIND
}
