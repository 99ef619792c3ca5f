package io.lwarotation.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What one process keeps for each authorization, such as its access token. At most {@value #MOST}
 * are kept; the one that was not asked for the longest time goes first, and is made anew when it is
 * asked for again.
 *
 * @param <T> safe for threads
 */
public final class PerAuthorization<T> {
  /** A token takes up to 2 KB, its refresh token as much: some megabytes in all. */
  public static final int MOST = 1_000;

  private final Function<Authorization, T> make;
  private final Map<Authorization, T> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Authorization, T> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param make sends nothing
   */
  public PerAuthorization(Function<Authorization, T> make) {
    this.make = make;
  }

  /** The kept one, or a new one. */
  public synchronized T of(Authorization authorization) {
    return kept.computeIfAbsent(authorization, make);
  }
}
