package io.lwarotation.cli.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.cli.PlainCommand;
import picocli.CommandLine.Mixin;

/** A command for one application. */
public abstract class ApplicationCommand extends PlainCommand {
  /** Which application is meant. */
  @Mixin protected ApplicationOptions application = new ApplicationOptions();

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

  /** A failure as the person is to read it. */
  public final Exception explain(Exception failure) {
    return application.explain(failure);
  }
}
