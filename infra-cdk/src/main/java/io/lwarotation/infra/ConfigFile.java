package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The YAML file that {@code -c config=lwa.yaml} names, with the same settings as the context. For
 * many applications it is easier to read than cdk.json, and editors check it by lwa.schema.json.
 */
final class ConfigFile {
  private static final String SETTING = "config";

  /** Where editors find the schema; says nothing to the app. */
  private static final String SCHEMA = "$schema";

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final long LARGEST_BYTES = 1_000_000;

  private ConfigFile() {}

  /**
   * The context with the file's settings in place of its name; as it is if it names none.
   *
   * @param folder from which the name is looked up
   * @throws SettingException if the file cannot be read, or a setting stands in both
   */
  static Context into(Context context, Path folder) {
    Map<String, Object> values = new LinkedHashMap<>(context.values());
    Object name = values.remove(SETTING);
    if (name == null) {
      return context;
    }
    if (!(name instanceof String file) || file.isBlank()) {
      throw new SettingException(
          "Setting config takes the name of a YAML file, such as -c config=lwa.yaml.");
    }
    read(folder.resolve(file), file)
        .forEach(
            (setting, value) -> {
              if (values.putIfAbsent(setting, value) != null) {
                throw new SettingException(
                    "Setting %s stands in %s and in cdk.json or -c: take it out of one of them."
                        .formatted(QuotedInput.text(setting), QuotedInput.text(file)));
              }
            });
    return context.with(values);
  }

  private static Map<String, Object> read(Path path, String file) {
    String text = text(path, file);
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JsonProcessingException broken) {
      // What it holds is not repeated: it may be anything.
      JsonLocation where = broken.getLocation();
      throw noSettings(file, where == null ? "" : " (line " + where.getLineNr() + ")");
    }
    if (tree.isMissingNode() || tree.isNull()) {
      throw new SettingException(
          "File %s is empty: see lwa.example.yaml.".formatted(QuotedInput.text(file)));
    }
    if (!tree.isObject()) {
      throw noSettings(file, "");
    }
    Map<String, Object> values =
        MAPPER.convertValue(tree, new TypeReference<LinkedHashMap<String, Object>>() {});
    values.remove(SCHEMA);
    return values;
  }

  private static SettingException noSettings(String file, String where) {
    return new SettingException(
        "File %s is not a YAML file of settings%s: see lwa.example.yaml."
            .formatted(QuotedInput.text(file), where));
  }

  private static String text(Path path, String file) {
    try {
      if (Files.size(path) > LARGEST_BYTES) {
        throw new SettingException(
            "File %s is larger than a megabyte: it is not a file of settings."
                .formatted(QuotedInput.text(file)));
      }
      return Files.readString(path);
    } catch (NoSuchFileException _) {
      throw new SettingException(
          "There is no file %s, which setting config names: look it up from the project's own folder."
              .formatted(QuotedInput.text(file)));
    } catch (IOException cause) {
      throw new SettingException(
          "File %s cannot be read: check that it is a file of text, and its permissions."
              .formatted(QuotedInput.text(file)));
    }
  }
}
