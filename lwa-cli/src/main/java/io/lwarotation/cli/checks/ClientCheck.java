package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Which stack of this account and region rotates the client. */
record ClientCheck(Application app) {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  Finding look() {
    SsmClient ssm = app.aws().ssm();
    String name = app.names().clientId();
    Optional<ClientId> clientId =
        ssm.getParameters(request -> request.names(name).withDecryption(true)).parameters().stream()
            .flatMap(parameter -> usable(parameter.value().strip()).stream())
            .findFirst();
    if (clientId.isEmpty()) {
      return Finding.unknown("no client id is stored yet", "store it: " + app.command("put"));
    }
    return new SsmClientClaims(ssm, ssm, app.names(), app.clock())
        .look(clientId.get(), Deadline.in(LIMIT, app.clock()))
        .map(this::finding)
        .orElseGet(
            () ->
                Finding.ok(
                    app.isAutomatic()
                        ? "no stack has claimed this client; the next run of the rotation will"
                        : "no stack of this account and region rotates this client"));
  }

  private static Optional<ClientId> usable(String value) {
    try {
      return value.equals(ParameterNames.PLACEHOLDER)
          ? Optional.empty()
          : Optional.of(new ClientId(value));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Finding finding(Claim claim) {
    String delete = "aws ssm delete-parameter --name ";
    return switch (claim) {
      case Claim.Ours _ ->
          Finding.ok(
              app.isAutomatic()
                  ? "this stack rotates the client"
                  : "this stack rotated the client once; no other one does");
      case Claim.TakenBy(String other, String parameter) when app.isAutomatic() ->
          Finding.bad(
              "the stack of " + other + " rotates this client, so this one does not",
              "set rotation=remind here and deploy; or, if that stack is gone, delete what says so: "
                  + delete
                  + parameter);
      case Claim.TakenBy(String other, String _) ->
          Finding.warn(
              "the stack of " + other + " rotates this client",
              "after each rotation store the new secret here too: %s --client-secret"
                  .formatted(app.command("put")));
      case Claim.Unknown(String reason, String parameter) ->
          Finding.bad(
              reason, "delete it, and the stack that rotates makes it anew: " + delete + parameter);
    };
  }
}
