package io.lwarotation.core;

/**
 * What is stored in the place of the client secret: one that can be sent, or a text that cannot.
 */
public sealed interface StoredSecret permits Secret, MalformedSecret {}
