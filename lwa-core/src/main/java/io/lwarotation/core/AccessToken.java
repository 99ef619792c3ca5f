package io.lwarotation.core;

import java.time.Duration;

/**
 * An LWA access token.
 *
 * @param token sent to SP-API and nowhere else
 * @param expiresIn how long it is valid, counted from when it was received
 */
public record AccessToken(Secret token, Duration expiresIn) {}
