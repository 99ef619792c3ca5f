package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the app is told: the CDK's context, and where its output goes. Read once; nothing below
 * looks at the environment.
 *
 * @param values names and values; the CDK's own flags among them
 * @param output folder of the synthesized templates, if one is asked for
 * @param region where the stacks go, if the CDK's command line knows it
 * @param account into which they go, if the CDK's command line knows it
 */
record Context(
    Map<String, Object> values,
    @Nullable String output,
    @Nullable String region,
    @Nullable String account) {
  /** Set by the CDK's command line. */
  static final String JSON = "CDK_CONTEXT_JSON";

  static final String OUTPUT = "CDK_OUTDIR";

  Context {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  Context(Map<String, Object> values, @Nullable String output) {
    this(values, output, null, null);
  }

  /**
   * Whether the CDK's command line wants no stack of this app, only to know which there are. The
   * CDK does not say which command it runs; it names the stacks whose assets the command wants: all
   * for {@code synth} and {@code deploy}, none for {@code bootstrap}, {@code list} and the like.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cx_api-readme.html">cx_api</a>
   */
  boolean wantsNoStack() {
    return values.get("aws:cdk:bundling-stacks") instanceof List<?> wanted && wanted.isEmpty();
  }

  /** The same with these values more. */
  Context with(Map<String, ?> more) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(more);
    return new Context(all, output, region, account);
  }

  /**
   * @param arguments {@code name=value}, as {@code -c} takes them
   * @param environment of the process
   * @param cdkJson where the flags stand if the CDK's command line did not bring them
   * @throws SettingException if one of them cannot be read
   */
  static Context of(List<String> arguments, Map<String, String> environment, Path cdkJson) {
    String json = environment.get(JSON);
    Map<String, Object> values = new LinkedHashMap<>();
    if (json != null) {
      values.putAll(object(json, "The CDK's context"));
    } else if (object(text(cdkJson), "File cdk.json").get("context") instanceof Map<?, ?> flags) {
      flags.forEach((name, value) -> values.put(String.valueOf(name), value));
    }
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new SettingException(
            "Argument %s is not a setting: write name=value, such as email=you@example.com."
                .formatted(QuotedInput.text(argument)));
      }
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new Context(
        values,
        environment.get(OUTPUT),
        environment.get("CDK_DEFAULT_REGION"),
        environment.get("CDK_DEFAULT_ACCOUNT"));
  }

  private static String text(Path cdkJson) {
    try {
      return Files.readString(cdkJson);
    } catch (NoSuchFileException _) {
      throw new SettingException(
          "There is no cdk.json in this folder: run the command in the project's own folder.");
    } catch (IOException _) {
      throw new SettingException("File cdk.json cannot be read: check its permissions.");
    }
  }

  private static Map<String, Object> object(String json, String what) {
    try {
      return new ObjectMapper().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException _) {
      throw new SettingException(what + " is not a JSON object: correct it and run this again.");
    }
  }
}
