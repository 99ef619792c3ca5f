package io.lwarotation.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stack of one application as a template that needs no CDK: the settings are its parameters. It
 * is made of what the construct synthesizes, once with and once without each thing that is
 * optional: {@link TemplateParameters} puts parameters where settings stand, {@link TemplateChoice}
 * conditions where two templates differ.
 */
public final class PlainTemplate {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A name that the CDK makes of the stack's, within a policy, where no function may stand. */
  private static final Pattern SID = Pattern.compile("AllowEventRule\\w*(Reminder\\w*)[0-9A-F]{8}");

  private PlainTemplate() {}

  /**
   * Writes it. Arguments: the folder of cdk.json, and the file.
   *
   * @throws IOException if that fails
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    JsonNode template = of(home.resolve("cdk.json"), Uploads.builtIn(home));
    Files.writeString(
        Path.of(arguments[1]), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(template));
    System.exit(0); // the CDK's process still runs
  }

  /** Synthesizes it, with the flags of this cdk.json. */
  static JsonNode of(Path cdkJson, Uploads uploads) throws IOException {
    Context context = Context.of(List.of(), Map.of(), cdkJson);
    ObjectNode template =
        new TemplateChoice("Automatic")
            .merge(
                phones(context, uploads, Rotation.AUTOMATIC),
                phones(context, uploads, Rotation.REMIND));
    TemplateParameters.declare(template);
    return template;
  }

  private static ObjectNode phones(Context context, Uploads uploads, Rotation rotation)
      throws IOException {
    return new TemplateChoice("Sms")
        .merge(
            synth(context.with(TemplateParameters.settings(rotation, true)), uploads),
            synth(context.with(TemplateParameters.settings(rotation, false)), uploads));
  }

  private static ObjectNode synth(Context context, Uploads uploads) throws IOException {
    Path out = Files.createTempDirectory("lwa-template");
    LwaRotationApp.app(new Context(context.values(), out.toString()), uploads).synth();
    JsonNode synthesized = JSON.readTree(out.resolve(TemplateParameters.FILE).toFile());
    return TemplateParameters.into(plain(synthesized));
  }

  /** Without what the CDK's bootstrap and command line need; the code is a file beside it. */
  static ObjectNode plain(JsonNode synthesized) {
    ObjectNode template = synthesized.deepCopy();
    template.remove(List.of("Parameters", "Rules"));
    template.put("Description", "LWA credentials of an SP-API application");
    for (JsonNode resource : template.path("Resources")) {
      if (resource.path("Type").asText().equals("AWS::Lambda::Function")) {
        ObjectNode properties = (ObjectNode) resource.path("Properties");
        boolean call = properties.path("Handler").asText().endsWith(".CallSpApiHandler");
        properties.put(
            "Code", call ? "functions/call-sp-api-arm64.zip" : "functions/lambda-lwa.jar");
      }
    }
    for (JsonNode sid : template.findParents("Sid")) {
      Matcher named = SID.matcher(sid.path("Sid").asText());
      ((ObjectNode) sid).put("Sid", named.replaceFirst("AllowEventRule$1"));
    }
    return template;
  }
}
