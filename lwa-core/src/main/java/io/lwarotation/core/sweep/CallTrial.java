package io.lwarotation.core.sweep;

import io.lwarotation.core.AccessTokens;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.CallSpApi;
import io.lwarotation.core.CredentialStore;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.MalformedSecret;
import io.lwarotation.core.NotConfiguredException;
import io.lwarotation.core.OtherRegions;
import io.lwarotation.core.Secret;
import io.lwarotation.core.SpApiByHost;
import io.lwarotation.core.SpApiHosts;
import io.lwarotation.core.SpApiRequest;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.StoredCredentials;
import io.lwarotation.core.TokenEndpoint;
import io.lwarotation.core.Triage;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries an authorization with a call, as programs make it. The client id and secret are read once
 * for all, and again only where Amazon refuses them. For many threads.
 */
public final class CallTrial implements AuthorizationTrial {
  private final String app;
  private final Function<Authorization, CredentialStore> stores;
  private final TokenEndpoint lwa;
  private final SpApiHosts hosts;
  private final SpApiByHost spApi;
  private final SpApiRequest probe;
  private final boolean publicApplication;
  private final InstantSource clock;
  private volatile @Nullable StoredCredentials client;

  /**
   * @param publicApplication whether authorizations end after a year
   */
  public CallTrial(
      String app,
      Function<Authorization, CredentialStore> stores,
      TokenEndpoint lwa,
      SpApiHosts hosts,
      SpApiByHost spApi,
      SpApiRequest probe,
      boolean publicApplication,
      InstantSource clock) {
    this.app = app;
    this.stores = stores;
    this.lwa = lwa;
    this.hosts = hosts;
    this.spApi = spApi;
    this.probe = probe;
    this.publicApplication = publicApplication;
    this.clock = clock;
  }

  @Override
  public void prepare(StoredAuthorization one, Deadline deadline) {
    try {
      StoredCredentials read = stores.apply(one.authorization()).read(deadline);
      if (read.clientSecret() instanceof MalformedSecret malformed) {
        throw new NotConfiguredException(malformed.message());
      }
      client = read;
    } catch (NotConfiguredException e) {
      throw new DiagnosedException(Diagnosis.NOT_CONFIGURED, String.valueOf(e.getMessage()), e);
    } catch (StoreException e) {
      throw new Triage(app, Optional.of(one.authorization())).of(e);
    }
  }

  @Override
  public void run(StoredAuthorization one, Deadline deadline) {
    Authorization authorization = one.authorization();
    CredentialStore store = new Listed(stores.apply(authorization), one);
    URI host = hosts.require(authorization.region());
    new CallSpApi(
            app,
            Optional.of(authorization),
            new AccessTokens(store, lwa, clock),
            spApi.at(host),
            new OtherRegions(new SpApiHosts(host, hosts.named()), spApi, clock),
            clock)
        .run(probe, deadline);
  }

  /** Gives the client that is known at first, and reads it when it is asked again. */
  private final class Listed implements CredentialStore {
    private final CredentialStore store;
    private final Secret token;
    private final boolean yearOver;
    private boolean asked;

    Listed(CredentialStore store, StoredAuthorization one) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      this.store = store;
      this.token = one.token().orElseThrow();
      this.yearOver = publicApplication && one.year().isOver(today);
    }

    @Override
    public StoredCredentials read(Deadline deadline) {
      StoredCredentials known = client;
      if (!asked && known != null) {
        asked = true;
        return known.withRefreshToken(token, yearOver);
      }
      StoredCredentials read = store.read(deadline);
      client = read;
      // The token beside it may be another: what is tried need not be stored.
      return read.withRefreshToken(token, yearOver);
    }
  }
}
