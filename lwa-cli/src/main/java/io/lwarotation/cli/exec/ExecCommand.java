package io.lwarotation.cli.exec;

import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.cli.stack.Session;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.core.AmazonException;
import io.lwarotation.core.ClientId;
import io.lwarotation.core.Grant;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters.Contents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lwa exec}. */
@Command(
    name = "exec",
    description =
        """
        Runs a program with the stored credentials in its environment. Does not show them or write \
        them to a file; the program and everything it starts can read them.""",
    footer =
        """

        Examples:
          ./lwa exec --app my-erp -- python3 report.py
          ./lwa exec --token -- sh -c 'curl -H "x-amz-access-token: $LWA_ACCESS_TOKEN"…'

        LWA_CLIENT_ID and LWA_APP_ID hold the client id, LWA_CLIENT_SECRET the client secret, \
        LWA_REFRESH_TOKEN and SP_API_REFRESH_TOKEN the refresh token; with --token, \
        LWA_ACCESS_TOKEN an access token for an hour.
        Needs the rights ssm:GetParameters and kms:Decrypt on the parameters.
        The exit code is the program's own; 127 if there is no such program.""")
public final class ExecCommand extends ApplicationCommand {
  @Option(names = "--token", description = "Ask Login with Amazon for an access token as well.")
  private boolean token;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The program and its arguments, after --.")
  private List<String> command = List.of();

  @Override
  public Integer call() {
    int code = Child.run(command, variables());
    if (code == Child.NOT_STARTED) {
      err().println("lwa exec: the program was not found, or may not be run (exit code 127).");
    }
    return code;
  }

  /** Our own names, and those that SDKs of others read. */
  private Map<String, String> variables() {
    Contents stored = new StoredContents(application.aws().ssm(), application.names()).read();
    Secret clientId = usable(stored, Credential.CLIENT_ID);
    Secret clientSecret = usable(stored, Credential.CLIENT_SECRET);
    Secret refreshToken = usable(stored, Credential.REFRESH_TOKEN);
    Map<String, String> variables = new HashMap<>();
    variables.put("LWA_CLIENT_ID", clientId.reveal());
    variables.put("LWA_APP_ID", clientId.reveal());
    variables.put("LWA_CLIENT_SECRET", clientSecret.reveal());
    variables.put("LWA_REFRESH_TOKEN", refreshToken.reveal());
    variables.put("SP_API_REFRESH_TOKEN", refreshToken.reveal());
    if (token) {
      Grant grant = new Grant.Seller(new ClientId(clientId.reveal()), clientSecret, refreshToken);
      variables.put("LWA_ACCESS_TOKEN", accessToken(grant).reveal());
    }
    return variables;
  }

  private Secret usable(Contents stored, Credential credential) {
    Secret usable = stored.usable().get(credential);
    if (usable == null) {
      throw new IllegalStateException(
          "The %s %s, so nothing was run: ./lwa put --app %s"
              .formatted(
                  credential.spoken(),
                  stored.unusable().getOrDefault(credential, "is not stored yet"),
                  application.app()));
    }
    return usable;
  }

  private Secret accessToken(Grant grant) {
    try (Session session = new Session(application, "lwa-exec")) {
      return session.login().exchange(grant, session.deadline()).token();
    } catch (AmazonException e) {
      throw new IllegalStateException(
          "There is no access token, so nothing was run; ./lwa check --app %s tells more: %s"
              .formatted(application.app(), e.getMessage()),
          e);
    }
  }
}
