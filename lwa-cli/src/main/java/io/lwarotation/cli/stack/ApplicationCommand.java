package io.lwarotation.cli.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.Screen;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command for one application: its options, and where it writes. */
@Command(mixinStandardHelpOptions = true)
public abstract class ApplicationCommand implements Callable<Integer> {
  /** Which application is meant. */
  @Mixin protected ApplicationOptions application = new ApplicationOptions();

  /** For picocli. */
  @Spec protected CommandSpec spec;

  private @Nullable Screen screen;

  /** Where results go. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where people see what no program reads. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** The same as {@link #out} for people. */
  protected final Screen screen() {
    if (screen == null) {
      screen = Screen.on(out());
    }
    return screen;
  }

  protected final void line(String text, Object... of) {
    screen().line(text, of);
  }

  protected final void paragraph(String indent, String text, Object... of) {
    screen().paragraph(indent, text, of);
  }

  protected final void good(String text, Object... of) {
    screen().good(text, of);
  }

  protected final void bad(String text, Object... of) {
    screen().bad(text, of);
  }

  protected final void unsure(String mark, String text, Object... of) {
    screen().unsure(mark, text, of);
  }

  /** A JSON object that starts with the application's name. */
  protected final ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("app", application.app());
  }

  /** Prints JSON. */
  protected final void print(ObjectNode json) {
    out().println(json.toPrettyString());
  }

  /** A failure as the person is to read it. */
  public final Exception explain(Exception failure) {
    return application.explain(failure);
  }
}
