package io.lwarotation.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  private static final Path ROOT = Path.of("..");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theExampleIsTaken() {
    Context named = context(Map.of("config", "lwa.example.yaml"));

    List<Settings> all = SettingsReader.read(ConfigFile.into(named, ROOT).values());

    assertEquals(
        List.of("my-erp", "my-erp-dev", "my-shop"), all.stream().map(Settings::app).toList());
    assertEquals(Rotation.AUTOMATIC, all.getFirst().rotation());
    assertEquals(List.of("you@example.com"), all.get(1).subscribers().emails());
    assertEquals(120, all.getLast().remindAfterDays());
  }

  @Test
  void theContextStaysAsItIsWithoutAFile() {
    Context context = context(Map.of("email", "you@example.com"));

    assertEquals(context, ConfigFile.into(context, folder));
  }

  @Test
  void aSettingStandsInOnePlaceOnly() throws IOException {
    assertEquals(
        "Setting \"region\" stands in \"lwa.yaml\" and in cdk.json or -c: take it out of one of them.",
        refusal("region: eu\nemail: you@example.com\n", Map.of("region", "na")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'- a list'|File \"lwa.yaml\" is not a YAML file of settings: see lwa.example.yaml.",
        "'email: a@example.com\nemail: b@example.com'|File \"lwa.yaml\" is not a YAML file of settings (line 2): see lwa.example.yaml.",
        "'email: [you@example.com'|File \"lwa.yaml\" is not a YAML file of settings (line 1): see lwa.example.yaml.",
        "'# nothing'|File \"lwa.yaml\" is empty: see lwa.example.yaml.",
      })
  void whatIsNoFileOfSettingsIsSaidInOneSentence(String text, String sentence) throws IOException {
    assertEquals(sentence, refusal(text, Map.of()));
  }

  @Test
  void aMissingFileIsNamed() {
    Context named = context(Map.of("config", "nowhere.yaml"));

    SettingException refused =
        assertThrows(SettingException.class, () -> ConfigFile.into(named, folder));

    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("There is no file \"nowhere.yaml\""),
        refused::getMessage);
  }

  @Test
  void aNumberWithoutQuotationMarksLosesItsPlusAndIsRefused() throws IOException {
    Files.writeString(folder.resolve("lwa.yaml"), "email: you@example.com\nsms: +15550100000\n");
    Context context = ConfigFile.into(context(Map.of("config", "lwa.yaml")), folder);

    SettingException refused =
        assertThrows(SettingException.class, () -> SettingsReader.read(context.values()));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("\"+15550100000\""), refused::getMessage);
  }

  @Test
  void theSchemaKnowsTheSettingsThatTheAppKnows() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ROOT.resolve("lwa.schema.json").toFile());
    SettingException refused =
        assertThrows(SettingException.class, () -> SettingsReader.read(Map.of("x", "y")));
    Set<String> known =
        new TreeSet<>(
            List.of(
                String.valueOf(refused.getMessage())
                    .replaceAll(".*the settings are (.*), and applications.*", "$1")
                    .split(", ")));

    assertEquals(known, names(schema.at("/properties/applications/items/properties")));
    known.addAll(Set.of("applications", "$schema"));
    assertEquals(known, names(schema.at("/properties")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|{email: you@example.com}",
        "true|{email: 'a@example.com, b@example.com', sms: '+15550100000,+4915550100000'}",
        "true|{email: you@example.com, applications: [{app: my-erp}]}",
        "true|{email: you@example.com, dashboard: false}",
        "true|{email: you@example.com, topic: ops}",
        "true|{topic: 'arn:aws:sns:us-east-1:123456789012:operations'}",
        "true|{email: you@example.com, applications: [{app: my-erp, topic: 'arn:aws:sns:us-east-1:123456789012:operations'}]}",
        "false|{email: you@example.com, topic: Ops}",
        "false|{topic: 'arn:aws:sns:us-east-1:123456789012:ops.fifo'}",
        "false|{email: you@example.com, dashboard: maybe}",
        "false|{email: you@example.com, region: us}",
        "false|{email: you.example.com}",
        "false|{email: you@example.com, sms: 15550100000}",
        "false|{email: you@example.com, remindAfterDays: 180}",
        "false|{email: you@example.com, rotation: always}",
        "false|{email: you@example.com, app: aws-erp}",
        "false|{email: you@example.com, app: my-erp, applications: [{app: my-erp}]}",
        "false|{email: you@example.com, applications: [{region: eu}]}",
        "false|{email: you@example.com, secret: x}",
        "false|{email: you@example.com, schedule: daily}",
        "false|{email: you@example.com, probe: sellers}",
      })
  void theSchemaAcceptsWhatTheAppAccepts(boolean good, String yaml) throws IOException {
    YAMLMapper mapper = new YAMLMapper();
    assertEquals(good, schema().validate(mapper.readTree(yaml)).isEmpty(), yaml);
    Files.writeString(folder.resolve("lwa.yaml"), yaml);
    Context context = ConfigFile.into(context(Map.of("config", "lwa.yaml")), folder);
    if (good) {
      assertFalse(SettingsReader.read(context.values()).isEmpty());
    } else {
      assertThrows(SettingException.class, () -> SettingsReader.read(context.values()));
    }
  }

  @Test
  void theSchemaAcceptsTheExample() throws IOException {
    JsonNode example = new YAMLMapper().readTree(ROOT.resolve("lwa.example.yaml").toFile());

    assertEquals(Set.of(), schema().validate(example));
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(ROOT.resolve("lwa.schema.json")));
  }

  private String refusal(String text, Map<String, Object> beside) throws IOException {
    Files.writeString(folder.resolve("lwa.yaml"), text);
    Map<String, Object> values = new HashMap<>(beside);
    values.put("config", "lwa.yaml");
    SettingException refused =
        assertThrows(SettingException.class, () -> ConfigFile.into(context(values), folder));
    return String.valueOf(refused.getMessage());
  }

  private static Context context(Map<String, Object> values) {
    return new Context(values, null);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
