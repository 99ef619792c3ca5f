package io.lwarotation.cli.put;

import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Prompt;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.authorizations.AdoptingAuthorization;
import io.lwarotation.cli.stack.ApplicationCommand;
import io.lwarotation.core.Secret;
import io.lwarotation.core.rotation.Credential;
import io.lwarotation.core.rotation.CredentialParameters;
import io.lwarotation.core.rotation.StoreCredentials;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lwa adopt}. */
@Command(
    name = "adopt",
    description =
        """
        Takes over parameters from an earlier setup, such as AWS's blog sample: stores them under \
        the right names and with the stack's key, and gives the client secret its reminder.

        If there is no client secret under the right name, it takes the one from \
        /NAME/lwa/cliensecret, as that sample misspells it. Like ./lwa put, it tries everything at \
        Amazon first. It deletes nothing unless told to.""",
    footer =
        """

        Examples:
          ./lwa adopt --app my-erp --dry-run      says what it would do
          ./lwa adopt --app my-erp
          ./lwa adopt --app my-erp --delete-old   then deletes the misspelt parameter

        One stack for two regions:
          ./lwa adopt --app my-erp --from-app my-erp-eu --authorization eu/main

        Needs the rights of ./lwa put; kms:Decrypt on the key that encrypts the parameters now; \
        with --delete-old ssm:DeleteParameter.""")
public final class AdoptCommand extends ApplicationCommand {
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

  @Override
  public Integer call() throws Exception {
    if (fromApp != null && authorization != null) {
      return new AdoptingAuthorization(application, screen(), err())
          .run(fromApp, authorization, dryRun);
    }
    if (fromApp != null || authorization != null) {
      throw new WrongUsageException("--from-app and --authorization go together");
    }
    try (Storing storing = new Storing(application, "lwa-adopt", screen(), err())) {
      storing.showPlace();
      CredentialParameters.Contents stored = storing.stored();
      Adoption adoption =
          Adoption.look(storing, application.aws().ssm(), application.names(), stored);
      adoption
          .reasons()
          .forEach((credential, why) -> line("  The %s %s.", credential.spoken(), why));
      if (adoption.given().isEmpty() && !(deleteOld && adoption.old().isPresent())) {
        return nothing(adoption, stored);
      }
      // Where nothing is to be written, the stored set is tried: only what works outlives the old.
      Map<Credential, Secret> given =
          CredentialInput.filled(adoption.given(), stored.usable(), from);
      int code =
          storing.run(
              new StoreCredentials.Request(
                  given, Storing.midnight(expires), adoption.secretSince(), false),
              dryRun);
      if (code == ExitCode.DONE.code()) {
        adoption.old().ifPresent(this::end);
      }
      return code;
    }
  }

  private int nothing(Adoption adoption, CredentialParameters.Contents stored) {
    Set<Credential> lacking = EnumSet.allOf(Credential.class);
    lacking.removeAll(stored.usable().keySet());
    if (!lacking.isEmpty()) {
      bad(
          "There is nothing to adopt, and no usable %s is stored. Store what is missing: ./lwa put --app %s",
          PutReport.spoken(lacking), application.app());
      return ExitCode.FAILED.code();
    }
    good("Nothing to adopt: the parameters are as the stack needs them.");
    adoption.old().ifPresent(this::left);
    return ExitCode.DONE.code();
  }

  private void end(Adoption.Old old) {
    if (!old.encrypted()) {
      unsure(
          "!",
          old.name()
              + " is not a SecureString: the secret was stored unencrypted. Rotate it soon.");
    }
    if (!deleteOld) {
      left(old);
    } else if (dryRun) {
      good("Dry run: would delete " + old.name() + ".");
    } else {
      String app = application.app();
      Prompt.confirm(
          app,
          confirmation,
          "--delete-old",
          "Programs that still read %s fail from now on. Type %s to delete it:"
              .formatted(old.name(), app),
          old.name() + " was not deleted");
      application.aws().ssm().deleteParameter(request -> request.name(old.name()));
      good("Deleted " + old.name() + ".");
    }
  }

  private void left(Adoption.Old old) {
    paragraph(
        "  ",
        "%s is still there. When no program reads it any more: ./lwa adopt --app %s --delete-old",
        old.name(),
        application.app());
  }
}
