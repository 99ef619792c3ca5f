package io.lwarotation.core.rotation.simulation;

import io.lwarotation.core.Deadline;
import io.lwarotation.core.rotation.RecordDraft;
import io.lwarotation.core.rotation.RecordEntry;
import io.lwarotation.core.rotation.RotationRecords;

/** The record's port, to be changed in places. */
class RecordsAround implements RotationRecords {
  private final RotationRecords records;

  RecordsAround(RotationRecords records) {
    this.records = records;
  }

  @Override
  public RecordEntry at(long version, Deadline deadline) {
    return records.at(version, deadline);
  }

  @Override
  public long put(RecordDraft draft, Deadline deadline) {
    return records.put(draft, deadline);
  }
}
