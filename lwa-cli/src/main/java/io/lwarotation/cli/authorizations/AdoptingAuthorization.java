package io.lwarotation.cli.authorizations;

import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.cli.stack.StoredContents;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.ParameterNames;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.sweep.StoreAuthorization;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

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
    ApplicationOptions.requireName("--from-app", fromApp);
    Authorization one = WrongUsageException.authorization(authorization);
    Map<Credential, Secret> there = stored(ParameterNames.ofApp(fromApp));
    Secret token = there.get(Credential.REFRESH_TOKEN);
    if (token == null) {
      throw new IllegalStateException(
          "Application " + fromApp + " has no usable refresh token; nothing was stored");
    }
    Secret client = there.get(Credential.CLIENT_ID);
    if (client != null && !client.equals(stored(application.names()).get(Credential.CLIENT_ID))) {
      throw new IllegalStateException(
          "Application %s has another client id, and its refresh token belongs to that client; nothing was stored"
              .formatted(fromApp));
    }
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-adopt")) {
      int code =
          new StoringAuthorization(desk, screen, err)
              .run(new StoreAuthorization.Request(one, token, Optional.empty(), false, dryRun));
      if (code == ExitCode.DONE.code() && !dryRun) {
        screen.paragraph(
            "    ",
            "When your programs call with this authorization, the stack of %1$s is no longer needed: set its rotation to remind, deploy, and then delete it (npx cdk destroy lwa-%1$s). Its parameters stay.",
            fromApp);
      }
      return code;
    }
  }

  private Map<Credential, Secret> stored(ParameterNames names) {
    return new StoredContents(application.aws().ssm(), names).read().usable();
  }
}
