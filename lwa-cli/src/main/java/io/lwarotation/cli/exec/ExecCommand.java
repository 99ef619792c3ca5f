package io.lwarotation.cli.exec;

import io.lwarotation.adapter.CrtHttp;
import io.lwarotation.adapter.LwaTokenEndpoint;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Deadline;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters.Contents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa exec}. */
@Command(
    name = "exec",
    description = {
      "Runs a program with the stored credentials in its environment. Does not show them or write them to a file;"
          + " the program and everything it starts can read them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa exec --app my-erp -- python3 report.py",
      "  ./lwa exec --token -- sh -c 'curl -H \"x-amz-access-token: $LWA_ACCESS_TOKEN\"…'",
      "",
      "LWA_CLIENT_ID and LWA_APP_ID hold the client id, LWA_CLIENT_SECRET the client secret, LWA_REFRESH_TOKEN and"
          + " SP_API_REFRESH_TOKEN the refresh token; with --token, LWA_ACCESS_TOKEN an access token for an hour.",
      "Needs the rights ssm:GetParameters and kms:Decrypt on the parameters.",
      "The exit code is the program's own; 127 if there is no such program."
    })
public final class ExecCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** The credentials' variables: our own names first, then those that SDKs of others read. */
  private static final Map<Credential, List<String>> VARIABLES =
      Map.of(
          Credential.CLIENT_ID, List.of("LWA_CLIENT_ID", "LWA_APP_ID"),
          Credential.CLIENT_SECRET, List.of("LWA_CLIENT_SECRET"),
          Credential.REFRESH_TOKEN, List.of("LWA_REFRESH_TOKEN", "SP_API_REFRESH_TOKEN"));

  private static final String TOKEN = "LWA_ACCESS_TOKEN";

  @Option(names = "--token", description = "Ask Login with Amazon for an access token as well.")
  private boolean token;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The program and its arguments, after --.")
  private List<String> command = List.of();

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int code = Child.run(command, variables());
    if (code == Child.NOT_STARTED) {
      spec.commandLine()
          .getErr()
          .println("lwa exec: the program was not found, or may not be run (exit code 127).");
    }
    return code;
  }

  private Map<String, String> variables() {
    Map<Credential, Secret> stored = stored();
    Map<String, String> variables = new HashMap<>();
    stored.forEach(
        (credential, secret) ->
            VARIABLES
                .getOrDefault(credential, List.of())
                .forEach(name -> variables.put(name, secret.reveal())));
    if (token) {
      variables.put(TOKEN, accessToken(stored).reveal());
    }
    return variables;
  }

  private Map<Credential, Secret> stored() {
    Contents contents;
    try (SsmClient ssm = application.aws().ssm()) {
      contents = new StoredContents(ssm, application.names()).read();
    }
    for (Credential credential : Credential.values()) {
      if (!contents.usable().containsKey(credential)) {
        throw new IllegalStateException(
            "The "
                + credential.spoken()
                + " "
                + contents.unusable().getOrDefault(credential, "is not stored yet")
                + ", so nothing was run: ./lwa put --app "
                + application.app());
      }
    }
    return contents.usable();
  }

  private Secret accessToken(Map<Credential, Secret> stored) {
    Grant grant =
        new Grant.Seller(
            new ClientId(of(stored, Credential.CLIENT_ID).reveal()),
            of(stored, Credential.CLIENT_SECRET),
            of(stored, Credential.REFRESH_TOKEN));
    try (CrtHttp http = new CrtHttp()) {
      return new LwaTokenEndpoint(http, application.tokenEndpoint())
          .exchange(grant, Deadline.in(LONGEST, InstantSource.system()))
          .token();
    } catch (AmazonException e) {
      throw new IllegalStateException(
          "There is no access token, so nothing was run; ./lwa check --app "
              + application.app()
              + " tells more: "
              + e.getMessage(),
          e);
    }
  }

  private static Secret of(Map<Credential, Secret> stored, Credential credential) {
    return Objects.requireNonNull(stored.get(credential), credential::key);
  }
}
