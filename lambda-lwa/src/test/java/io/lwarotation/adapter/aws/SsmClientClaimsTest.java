package io.lwarotation.adapter.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.lwarotation.core.ClientId;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.StoreException;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

final class SsmClientClaimsTest extends SsmVaultCase {
  private static final ClientId CLIENT = new ClientId("amzn1.application-oa2-client.EXAMPLE");

  /** What Parameter Store holds, if anything. */
  private @Nullable String stored;

  private boolean visible = true;
  private int created;

  @BeforeEach
  void parameterStore() {
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenAnswer(
            call -> {
              GetParametersRequest request = call.getArgument(0);
              GetParametersResponse.Builder answer = GetParametersResponse.builder();
              if (stored != null && visible) {
                answer.parameters(parameter(request.names().getFirst(), stored, 1));
              }
              return answer.build();
            });
    when(ssm.putParameter(any(PutParameterRequest.class)))
        .thenAnswer(
            call -> {
              PutParameterRequest request = call.getArgument(0);
              assertFalse(request.overwrite());
              assertEquals(ParameterType.STRING, request.type());
              assertEquals(SsmClientClaims.parameter(CLIENT), request.name());
              if (stored != null) {
                throw ParameterAlreadyExistsException.builder().statusCode(400).build();
              }
              stored = request.value();
              created++;
              return PutParameterResponse.builder().version(1L).build();
            });
  }

  private SsmClientClaims of(String app) {
    return new SsmClientClaims(ssm, ssm, ParameterNames.ofApp(app), InstantSource.fixed(NOW));
  }

  private Claim claim(String app) {
    return of(app).claim(CLIENT, SOON);
  }

  @Test
  void theFirstStackRotatesAndASecondOneHearsWhichItIs() {
    assertEquals(new Claim.Ours(), claim("my-erp"));
    assertEquals(new Claim.Ours(), claim("my-erp"));
    assertEquals(
        new Claim.TakenBy("my-erp", SsmClientClaims.parameter(CLIENT)), claim("my-erp-eu"));

    assertEquals(1, created);
    assertEquals("{\"app\":\"my-erp\",\"rotationParameter\":\"/my-erp/lwa/rotation\"}", stored);
  }

  @Test
  void theNameShowsNothingOfTheClientId() {
    String name = SsmClientClaims.parameter(CLIENT);

    assertTrue(name.matches("/lwa-rotation/clients/[0-9a-f]{32}"), name);
    assertFalse(
        name.equals(SsmClientClaims.parameter(new ClientId("amzn1.application-oa2-client.OTHER"))));
  }

  @Test
  void looksWithoutClaiming() {
    assertEquals(Optional.empty(), of("my-erp").look(CLIENT, SOON));
    assertEquals(0, created);
  }

  @Test
  void waitsWhereSomebodyElsesClaimIsNotSeenYet() {
    claim("my-erp");
    visible = false;

    StoreException unseen = assertThrows(StoreException.class, () -> claim("my-erp-eu"));

    assertEquals(StoreException.Kind.UNREACHABLE, unseen.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT-SET",
        "",
        "[]",
        "{}",
        "{\"app\":\"my-erp\"}",
        "{\"app\":7,\"rotationParameter\":\"/my-erp/lwa/rotation\"}",
        "{\"app\":\"a b\\n\",\"rotationParameter\":\"/my-erp/lwa/rotation\"}"
      })
  void knowsNothingFromAValueThatCannotBeRead(String value) {
    stored = value;

    Claim.Unknown unknown = assertInstanceOf(Claim.Unknown.class, claim("my-erp"));

    assertTrue(unknown.reason().contains("by hand"), unknown.reason());
    assertEquals(0, created);
  }

  @Test
  void knowsNothingWhereItMayNotLook() {
    when(ssm.getParameters(any(GetParametersRequest.class)))
        .thenThrow(refusal("AccessDeniedException"));

    Claim.Unknown unknown = assertInstanceOf(Claim.Unknown.class, claim("my-erp"));

    assertTrue(unknown.reason().contains("AccessDeniedException"), unknown.reason());
  }
}
