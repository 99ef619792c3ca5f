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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
    Context named = named("lwa.example.yaml", Map.of());

    List<Settings> all = SettingsReader.read(ConfigFile.into(named, ROOT).values());

    assertEquals(
        List.of("my-erp", "my-erp-dev", "my-shop"), all.stream().map(Settings::app).toList());
    assertEquals(Rotation.AUTOMATIC, all.getFirst().rotation());
    assertEquals(List.of("you@example.com"), all.get(1).subscribers().emails());
    assertEquals(120, all.getLast().remindAfterDays());
  }

  @Test
  void theContextStaysAsItIsWithoutAFile() {
    Context context = new Context(Map.of("email", "you@example.com"), null);

    assertEquals(context, ConfigFile.into(context, folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'- a list'|File \"lwa.yaml\" is not a YAML file of settings: see lwa.example.yaml.",
        "'email: a@example.com\nemail: b@example.com'|File \"lwa.yaml\" is not a YAML file of settings (line 2): see lwa.example.yaml.",
        "'email: [you@example.com'|File \"lwa.yaml\" is not a YAML file of settings (line 1): see lwa.example.yaml.",
        "region: eu|Setting \"region\" stands in \"lwa.yaml\" and in cdk.json or -c: take it out of one of them.",
        "'# nothing'|File \"lwa.yaml\" is empty: see lwa.example.yaml.",
      })
  void whatIsNoFileOfSettingsIsSaidInOneSentence(String text, String sentence) throws IOException {
    Files.writeString(folder.resolve("lwa.yaml"), text);
    assertEquals(
        sentence,
        refusal(() -> ConfigFile.into(named("lwa.yaml", Map.of("region", "na")), folder)));
  }

  @Test
  void aMissingFileIsNamed() {
    String said = refusal(() -> ConfigFile.into(named("nowhere.yaml", Map.of()), folder));

    assertTrue(said.startsWith("There is no file \"nowhere.yaml\""), said);
  }

  @Test
  void aNumberWithoutQuotationMarksLosesItsPlusAndIsRefused() {
    String said = refusal(() -> read("{email: you@example.com, sms: +15550100000}"));

    assertTrue(said.contains("\"+15550100000\""), said);
  }

  @Test
  void theSchemaKnowsTheSettingsThatTheAppKnows() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ROOT.resolve("lwa.schema.json").toFile());
    Set<String> known = new TreeSet<>(Setting.keys());

    assertEquals(known, Synthesized.names(schema.at("/properties/applications/items/properties")));
    known.addAll(Set.of("applications", "$schema"));
    assertEquals(known, Synthesized.names(schema.at("/properties")));
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
    assertEquals(good, schema().validate(new YAMLMapper().readTree(yaml)).isEmpty(), yaml);
    if (good) {
      assertFalse(read(yaml).isEmpty());
    } else {
      assertThrows(SettingException.class, () -> read(yaml));
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

  private List<Settings> read(String yaml) throws IOException {
    Files.writeString(folder.resolve("lwa.yaml"), yaml);
    return SettingsReader.read(ConfigFile.into(named("lwa.yaml", Map.of()), folder).values());
  }

  private static String refusal(Executable reading) {
    return String.valueOf(assertThrows(SettingException.class, reading).getMessage());
  }

  private static Context named(String file, Map<String, Object> beside) {
    return new Context(beside, null).with(Map.of("config", file));
  }
}
