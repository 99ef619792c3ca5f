package io.lwarotation.cli.authorizations;

import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.Applications;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Takes the refresh token of another application as an authorization of this one, for {@code lwa
 * adopt}: one client in two regions needs one stack only, and two would rotate against each other.
 */
public record AdoptingAuthorization(
    ApplicationOptions application, Screen screen, PrintWriter err) {
  /** Ends with the exit code. */
  public int run(String fromApp, String authorization, boolean dryRun) throws Exception {
    if (fromApp.equals(application.app())) {
      throw new WrongUsageException("--from-app names the application itself");
    }
    Applications.requireName("--from-app", fromApp);
    WrongUsageException.authorization(authorization); // before anything is asked
    Map<Credential, Secret> there;
    Map<Credential, Secret> here;
    try (SsmClient ssm = application.aws().ssm()) {
      there = new StoredContents(ssm, ParameterNames.ofApp(fromApp)).read().usable();
      here = new StoredContents(ssm, application.names()).read().usable();
    }
    Secret token = there.get(Credential.REFRESH_TOKEN);
    if (token == null) {
      throw new IllegalStateException(
          "Application " + fromApp + " has no usable refresh token; nothing was stored");
    }
    Secret client = there.get(Credential.CLIENT_ID);
    if (client != null && !client.equals(here.get(Credential.CLIENT_ID))) {
      throw new IllegalStateException(
          "Application "
              + fromApp
              + " has another client id, and its refresh token belongs to that client; nothing was stored");
    }
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-adopt")) {
      int code =
          new StoringAuthorization(desk, application.app(), screen, err)
              .run(
                  StoringAuthorization.request(
                      authorization, token, Optional.empty(), false, dryRun));
      if (code == ExitCode.DONE.code() && !dryRun) {
        screen.paragraph(
            "    ",
            "When your programs call with this authorization, the stack of "
                + fromApp
                + " is no longer needed: set its rotation to remind, deploy, and then delete it (npx cdk destroy"
                + " lwa-"
                + fromApp
                + "). Its parameters stay.");
      }
      return code;
    }
  }
}
