package io.lwarotation.cli.authorizations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.ExitCode;
import io.lwarotation.cli.Screen;
import io.lwarotation.cli.WrongUsageException;
import io.lwarotation.cli.stack.ApplicationOptions;
import io.lwarotation.core.Authorization;
import io.lwarotation.core.DiagnosedException;
import io.lwarotation.core.Diagnosis;
import io.lwarotation.core.sweep.AuthorizationTrial;
import io.lwarotation.core.sweep.StoredAuthorization;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tries one stored authorization, or all of them, for {@code lwa check}. */
public record TryingAuthorizations(ApplicationOptions application, PrintWriter out, boolean json) {
  /** Of one, or of all if it is null; ends with the exit code. */
  public int run(@Nullable String named) {
    try (AuthorizationDesk desk = new AuthorizationDesk(application, "lwa-check")) {
      List<StoredAuthorization> chosen =
          named == null
              ? desk.list().all()
              : List.of(find(desk, WrongUsageException.authorization(named)));
      AuthorizationTrial trial = desk.trial();
      Screen screen = Screen.on(out);
      ObjectNode root = JsonNodeFactory.instance.objectNode().put("app", application.app());
      ArrayNode list = root.putArray("authorizations");
      Set<ExitCode> codes = EnumSet.of(ExitCode.DONE);
      boolean prepared = false;
      for (StoredAuthorization one : chosen) {
        ObjectNode node = list.addObject().put("authorization", one.authorization().toString());
        try {
          if (!prepared) {
            trial.prepare(one, desk.deadline());
            prepared = true;
          }
          if (one.token().isEmpty()) {
            throw new DiagnosedException(Diagnosis.NOT_CONFIGURED, one.problem() + ".", null);
          }
          trial.run(one, desk.deadline());
          node.put("status", "ok");
          show(one.authorization() + " works.", screen::good);
        } catch (DiagnosedException e) {
          String label = e.diagnosis().label();
          codes.add(ExitCode.of(e));
          node.put("status", "failed").put("diagnosis", label).put("message", e.remedy());
          show(one.authorization() + ": " + label + ": " + e.remedy(), screen::bad);
        }
      }
      if (json) {
        out.println(root.toPrettyString());
      } else if (chosen.isEmpty()) {
        screen.line("No authorization is stored besides the application's own.");
      }
      return Stream.of(ExitCode.FAILED, ExitCode.UNKNOWN)
          .filter(codes::contains)
          .findFirst()
          .orElse(ExitCode.DONE)
          .code();
    }
  }

  private void show(String text, Consumer<String> how) {
    if (!json) {
      how.accept(text);
    }
  }

  private StoredAuthorization find(AuthorizationDesk desk, Authorization one) {
    return desk.vault()
        .find(one, desk.deadline())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no %s; store it with ./lwa put --app %s --authorization %s"
                        .formatted(desk.authorizations().token(one), application.app(), one)));
  }
}
