package io.lwarotation.core.rotation;

import io.lwarotation.core.RotationRecord;

/**
 * A version of the rotation record's parameter that is to be written; its fields mean what those of
 * {@link RecordEntry} mean.
 */
public record RecordDraft(RotationRecord record, long follows, RecordNotes notes) {}
