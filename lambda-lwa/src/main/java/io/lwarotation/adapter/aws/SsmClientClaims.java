package io.lwarotation.adapter.aws;

import io.lwarotation.adapter.Json;
import io.lwarotation.adapter.JsonObject;
import io.lwarotation.adapter.JsonReader;
import io.lwarotation.adapter.RotationRecordJson;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Fingerprint;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.ClientClaims;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * A parameter for each client, made by the stack that rotates it first and never overwritten:
 *
 * <pre>
 * /lwa-rotation/clients/HASH = {"app":"my-erp","rotationParameter":"/my-erp/lwa/rotation"}
 * </pre>
 *
 * HASH is the client id's {@link Fingerprint}.
 */
public final class SsmClientClaims implements ClientClaims {
  /** Where these parameters lie. */
  public static final String PATH = "/lwa-rotation/clients/";

  /** What is shown to people. */
  private static final Pattern APP = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final ParameterStore store;
  private final ParameterNames names;

  public SsmClientClaims(
      SsmClient reading, SsmClient writing, ParameterNames names, InstantSource clock) {
    this.store = new ParameterStore(reading, writing, clock);
    this.names = names;
  }

  /** The name of a client's parameter. */
  public static String parameter(ClientId clientId) {
    return PATH + Fingerprint.of(clientId.value());
  }

  @Override
  public Claim claim(ClientId clientId, Deadline deadline) {
    String parameter = parameter(clientId);
    try {
      Optional<Claim> made = find(parameter, deadline);
      if (made.isEmpty() && create(parameter, deadline)) {
        return new Claim.Ours();
      }
      return made.or(() -> find(parameter, deadline)).orElseThrow(() -> unseen(parameter));
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.REFUSED) {
        throw e;
      }
      return new Claim.Unknown(
          "It cannot be seen which stack rotates this client. " + e.getMessage(), parameter);
    }
  }

  /**
   * Who has claimed a client, without claiming it.
   *
   * @throws StoreException if the store refused or did not answer
   */
  public Optional<Claim> look(ClientId clientId, Deadline deadline) {
    return find(parameter(clientId), deadline);
  }

  private Optional<Claim> find(String parameter, Deadline deadline) {
    return store.plain(parameter, deadline).map(found -> claim(parameter, found.value()));
  }

  private Claim claim(String parameter, String value) {
    // Whoever wrote what is no JSON, it names no stack.
    Json json = JsonReader.find(value, RotationRecordJson.MAX_BYTES).orElse(Json.Literal.NULL);
    String app = json.text("app").filter(text -> APP.matcher(text).matches()).orElse("");
    Optional<String> record = json.text("rotationParameter");
    if (!app.isEmpty() && record.isPresent()) {
      return app.equals(names.app()) && record.get().equals(names.rotationRecord())
          ? new Claim.Ours()
          : new Claim.TakenBy(app, parameter);
    }
    return new Claim.Unknown(
        "It cannot be read which stack rotates this client: somebody changed the parameter "
            + parameter
            + " by hand.",
        parameter);
  }

  /** Returns false if somebody else was faster. */
  private boolean create(String parameter, Deadline deadline) {
    return store.create(
        PutParameterRequest.builder()
            .name(parameter)
            .description("The one stack that rotates the client secret of one LWA client id")
            .value(
                new JsonObject()
                    .put("app", names.app())
                    .put("rotationParameter", names.rotationRecord())
                    .text())
            .type(ParameterType.STRING)
            .tier(ParameterTier.STANDARD),
        deadline);
  }

  private static StoreException unseen(String parameter) {
    return new StoreException(
        StoreException.Kind.UNREACHABLE,
        parameter + " is there and cannot be seen yet; it is tried again.",
        null);
  }
}
