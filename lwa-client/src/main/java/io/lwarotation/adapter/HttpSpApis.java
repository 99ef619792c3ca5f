package io.lwarotation.adapter;

import io.lwarotation.core.SpApi;
import io.lwarotation.core.SpApiByHost;
import java.net.URI;

/**
 * SP-API over HTTP, at any host.
 *
 * @param userAgent see {@link HttpSpApi}
 */
public record HttpSpApis(CrtHttp http, String userAgent) implements SpApiByHost {
  @Override
  public SpApi at(URI host) {
    return new HttpSpApi(http, host, userAgent);
  }
}
