package io.lwarotation.cli.checks;

import io.lwarotation.adapter.aws.SsmClientClaims;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.rotation.ClientClaims.Claim;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Which stack of this account and region rotates the client. */
record ClientCheck(Application app) {
  private static final String SUBJECT = "who rotates";
  static final String RIGHTS = "ssm:GetParameters, and kms:Decrypt for the client id";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  Finding look() {
    try (SsmClient ssm = app.aws().ssm()) {
      Optional<ClientId> clientId = clientId(ssm);
      if (clientId.isEmpty()) {
        return Finding.unknown(
            SUBJECT, "no client id is stored yet", "store it: " + app.command("put"));
      }
      return new SsmClientClaims(ssm, ssm, app.names(), app.clock())
          .look(clientId.get(), Deadline.in(LIMIT, app.clock()))
          .map(this::finding)
          .orElseGet(this::nobody);
    }
  }

  private Optional<ClientId> clientId(SsmClient ssm) {
    return ssm
        .getParameters(request -> request.names(app.names().clientId()).withDecryption(true))
        .parameters()
        .stream()
        .map(Parameter::value)
        .flatMap(value -> usable(value).stream())
        .findFirst();
  }

  private static Optional<ClientId> usable(String value) {
    try {
      return Optional.of(new ClientId(value.strip()))
          .filter(id -> !id.value().equals(ParameterNames.PLACEHOLDER));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Finding nobody() {
    return app.isAutomatic()
        ? Finding.ok(SUBJECT, "no stack has claimed this client; the next run of the rotation will")
        : Finding.ok(SUBJECT, "no stack of this account and region rotates this client");
  }

  private Finding finding(Claim claim) {
    return switch (claim) {
      case Claim.Ours _ when app.isAutomatic() ->
          Finding.ok(SUBJECT, "this stack rotates the client");
      case Claim.Ours _ ->
          Finding.ok(SUBJECT, "this stack rotated the client once; no other one does");
      case Claim.TakenBy(String other, String parameter) when app.isAutomatic() ->
          Finding.bad(
              SUBJECT,
              "the stack of " + other + " rotates this client, so this one does not",
              "set rotation=remind here and deploy; or, if that stack is gone, delete what says so: "
                  + "aws ssm delete-parameter --name "
                  + parameter);
      case Claim.TakenBy(String other, String _) ->
          Finding.warn(
              SUBJECT,
              "the stack of " + other + " rotates this client",
              "after each rotation store the new secret here too: "
                  + app.command("put")
                  + " --client-secret");
      case Claim.Unknown(String reason, String parameter) ->
          Finding.bad(
              SUBJECT,
              reason,
              "delete it, and the stack that rotates makes it anew: aws ssm delete-parameter --name "
                  + parameter);
    };
  }
}
