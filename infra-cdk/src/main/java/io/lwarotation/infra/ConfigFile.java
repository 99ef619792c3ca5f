package io.lwarotation.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigFile() {}

  /**
   * The context with the file's settings in place of its name; as it is if it names none.
   *
   * @param folder from which the name is looked up
   * @throws SettingException if the file cannot be read, or a setting stands in both
   */
  static Context into(Context context, Path folder) {
    Map<String, Object> values = new LinkedHashMap<>(context.values());
    Object name = values.remove("config");
    if (name == null) {
      return context;
    }
    if (!(name instanceof String file) || file.isBlank()) {
      throw new SettingException(
          "Setting config takes the name of a YAML file, such as -c config=lwa.yaml.");
    }
    String quoted = QuotedInput.text(file);
    settings(folder.resolve(file), quoted)
        .forEach(
            (setting, value) -> {
              if (values.putIfAbsent(setting, value) != null) {
                throw new SettingException(
                    "Setting %s stands in %s and in cdk.json or -c: take it out of one of them."
                        .formatted(QuotedInput.text(setting), quoted));
              }
            });
    return new Context(values, context.output(), context.region(), context.account());
  }

  private static Map<String, Object> settings(Path path, String file) {
    JsonNode tree = tree(path, file);
    if (tree.isMissingNode() || tree.isNull()) {
      throw new SettingException("File %s is empty: see lwa.example.yaml.".formatted(file));
    }
    if (!tree.isObject()) {
      throw noSettings(file, "");
    }
    Map<String, Object> values = MAPPER.convertValue(tree, new TypeReference<>() {});
    values.remove("$schema"); // Tells editors where it is.
    return values;
  }

  private static JsonNode tree(Path path, String file) {
    try {
      return MAPPER.readTree(Files.readString(path));
    } catch (JsonProcessingException broken) {
      // What it holds is not repeated: it may be anything.
      throw noSettings(file, " (line " + broken.getLocation().getLineNr() + ")");
    } catch (NoSuchFileException _) {
      throw new SettingException(
          "There is no file %s, which setting config names: look it up from the project's own folder."
              .formatted(file));
    } catch (IOException _) {
      throw new SettingException(
          "File %s cannot be read: check that it is a file of text, and its permissions."
              .formatted(file));
    }
  }

  private static SettingException noSettings(String file, String where) {
    return new SettingException(
        "File %s is not a YAML file of settings%s: see lwa.example.yaml.".formatted(file, where));
  }
}
