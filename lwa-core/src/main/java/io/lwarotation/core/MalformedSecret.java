package io.lwarotation.core;

/**
 * A stored text that cannot be a client secret: it must not be sent, and is not kept here.
 *
 * @param problem names the parameter and what is wrong with it, without its value: a clause
 * @param message the same with the application and what to do: whole sentences
 */
public record MalformedSecret(String problem, String message) implements StoredSecret {}
