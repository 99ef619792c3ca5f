package io.lwarotation.core.rotation;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is stored at one moment.
 *
 * @param secret null if the parameter holds the placeholder or a text that is unfit to be sent
 * @param refreshToken null if it is not stored, unfit, or not readable by this function
 * @param secretLastModified when that version was written, by the store's clock
 * @param readAt the moment of the reading, by the store's clock
 */
public record VaultState(
    ClientId clientId,
    @Nullable Secret secret,
    @Nullable Secret refreshToken,
    long secretVersion,
    Instant secretLastModified,
    RecordEntry newest,
    Instant readAt) {}
