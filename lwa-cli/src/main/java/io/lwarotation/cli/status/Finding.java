package io.lwarotation.cli.status;

/**
 * One thing that was looked at.
 *
 * @param name stable, as in JSON: {@code secret}, {@code rotation}, {@code grace}, {@code
 *     subscriptions}, {@code queues}, {@code lastCall}
 * @param text a sentence without its stop; with the remedy where one is needed
 */
public record Finding(String name, Level level, String text) {}
