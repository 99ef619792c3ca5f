package io.lwarotation.cli.put;

import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.AdoptingAuthorization;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import io.lwarotation.core.rotation.StoreCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ssm.SsmClient;

/** {@code lwa adopt}. */
@Command(
    name = "adopt",
    description = {
      "Takes over parameters from an earlier setup, such as AWS's blog sample: stores them under the right names and"
          + " with the stack's key, and gives the client secret its reminder.",
      "",
      "If there is no client secret under the right name, it takes the one from /NAME/lwa/cliensecret, as that sample"
          + " misspells it. Like ./lwa put, it tries everything at Amazon first. It deletes nothing unless told to."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./lwa adopt --app my-erp --dry-run      says what it would do",
      "  ./lwa adopt --app my-erp",
      "  ./lwa adopt --app my-erp --delete-old   then deletes the misspelt parameter",
      "",
      "One stack for two regions:",
      "  ./lwa adopt --app my-erp --from-app my-erp-eu --authorization eu/main",
      "",
      "Needs the rights of ./lwa put; kms:Decrypt on the key that encrypts the parameters now;"
          + " with --delete-old ssm:DeleteParameter."
    })
public final class AdoptCommand implements Callable<Integer> {
  @Option(
      names = "--delete-old",
      description = "Delete the misspelt parameter when the right one works; asks at the terminal.")
  private boolean deleteOld;

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "Repeat the application's name here, where there is no terminal.")
  private @Nullable String confirmation;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Read what is not stored yet from a file, or from standard input with -.")
  private @Nullable Path from;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description =
          "When the client secret expires, as the Developer Console shows it (default: 180 days after its parameter"
              + " was written).")
  private @Nullable LocalDate expires;

  @Option(
      names = "--from-app",
      paramLabel = "NAME",
      description =
          "Take the refresh token of another application of the same client, which then no longer needs its own stack;"
              + " with --authorization.")
  private @Nullable String fromApp;

  @Option(
      names = "--authorization",
      paramLabel = "REGION/NAME",
      description = "With --from-app: its name here, such as eu/main.")
  private @Nullable String authorization;

  @Option(names = "--dry-run", description = "Try it, say what would be done, and change nothing.")
  private boolean dryRun;

  @Mixin private ApplicationOptions application = new ApplicationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.on(spec.commandLine().getOut());
    if (fromApp != null || authorization != null) {
      return fromAnother(screen);
    }
    try (Storing storing = new Storing(application, "lwa-adopt")) {
      storing.showPlace(screen);
      CredentialParameters.Contents stored = storing.parameters().read(storing.toDecide());
      Adoption adoption = Adoption.look(storing, application.names(), stored);
      adoption
          .reasons()
          .forEach(
              (credential, why) -> screen.line("  The " + credential.spoken() + " " + why + "."));
      boolean deletes = deleteOld && adoption.old().isPresent();
      if (adoption.given().isEmpty() && !deletes) {
        return nothing(screen, adoption, stored);
      }
      int code =
          StoringRun.on(spec, screen, application, storing).run(request(adoption, stored), dryRun);
      return code == 0 ? end(screen, storing.ssm(), adoption) : code;
    }
  }

  private int fromAnother(Screen screen) throws Exception {
    if (fromApp == null || authorization == null) {
      throw new WrongUsageException("--from-app and --authorization go together");
    }
    return new AdoptingAuthorization(application, screen, spec.commandLine().getErr())
        .run(fromApp, authorization, dryRun);
  }

  /** Where nothing is to be written, the stored set is tried: only what works outlives the old. */
  private StoreCredentials.Request request(Adoption adoption, CredentialParameters.Contents stored)
      throws IOException {
    Map<Credential, Secret> given =
        Missing.filled(adoption.given(), stored.usable(), Optional.ofNullable(from));
    return new StoreCredentials.Request(
        given, StoringRun.midnight(expires), adoption.secretSince(), false);
  }

  private int nothing(Screen screen, Adoption adoption, CredentialParameters.Contents stored) {
    List<Credential> lacking = new ArrayList<>(List.of(Credential.values()));
    lacking.removeAll(stored.usable().keySet());
    if (!lacking.isEmpty()) {
      screen.bad(
          "There is nothing to adopt, and no usable "
              + PutReport.spoken(lacking)
              + " is stored. Store what is missing: ./lwa put --app "
              + application.app());
      return 1;
    }
    screen.good("Nothing to adopt: the parameters are as the stack needs them.");
    adoption.old().ifPresent(old -> left(screen, old));
    return 0;
  }

  private int end(Screen screen, SsmClient ssm, Adoption adoption) {
    if (adoption.old().isEmpty()) {
      return 0;
    }
    Adoption.Old old = adoption.old().get();
    if (!old.encrypted()) {
      screen.unsure(
          "!",
          old.name()
              + " is not a SecureString: the secret was stored unencrypted. Rotate it soon.");
    }
    if (!deleteOld) {
      left(screen, old);
      return 0;
    }
    if (dryRun) {
      screen.good("Dry run: would delete " + old.name() + ".");
      return 0;
    }
    requireConfirmation(old);
    ssm.deleteParameter(request -> request.name(old.name()));
    screen.good("Deleted " + old.name() + ".");
    return 0;
  }

  private void left(Screen screen, Adoption.Old old) {
    screen.paragraph(
        "  ",
        old.name()
            + " is still there. When no program reads it any more: ./lwa adopt --app "
            + application.app()
            + " --delete-old");
  }

  private void requireConfirmation(Adoption.Old old) {
    String app = application.app();
    if (!Prompt.confirmed(
        app,
        confirmation,
        "Programs that still read "
            + old.name()
            + " fail from now on. Type "
            + app
            + " to delete it:",
        "--delete-old asks for confirmation, and there is no terminal: give --confirm "
            + app
            + "; "
            + old.name()
            + " was not deleted")) {
      throw new IllegalArgumentException("not confirmed; " + old.name() + " was not deleted");
    }
  }
}
