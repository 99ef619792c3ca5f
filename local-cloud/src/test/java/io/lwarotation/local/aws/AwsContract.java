package io.lwarotation.local.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * What AWS does, asserted with the SDK's own clients, whichever engine answers. What an engine is
 * known to do otherwise it names, with the reason; all the rest it must do.
 */
abstract class AwsContract extends MessagingContract {
  private static final String NO_CHANGE =
      "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\","
          + "\"Attributes\":{\"After\":\"150\",\"Unit\":\"Days\"}}]";

  @Test
  void keepsASecretAndItsVersions() {
    String name = prefix + "/secret";
    String key = key();
    putSecret(name, "first-EXAMPLE", key);
    putString(
        name,
        "second-EXAMPLE",
        p -> p.overwrite(true).type(ParameterType.SECURE_STRING).keyId(key));

    Parameter latest = get(name);
    assertEquals("second-EXAMPLE", latest.value());
    assertEquals(2L, latest.version());
    assertEquals(ParameterType.SECURE_STRING, latest.type());
    assertTrue(latest.arn().endsWith(":parameter" + name), latest.arn());
    assertEquals("first-EXAMPLE", get(name + ":1").value());
    assertEquals(name, get(name + ":1").name());
    assertEquals(
        List.of(1L, 2L),
        aws.ssm().getParameterHistory(h -> h.name(name)).parameters().stream()
            .map(v -> v.version())
            .toList());
  }

  @Test
  void tellsWhichVersionWasAskedFor() {
    String name = prefix + "/versioned";
    putString(name, "x");

    assertEquals(":1", get(name + ":1").selector());
  }

  @Test
  void showsNoSecretWithoutDecryption() {
    String name = prefix + "/secret";
    putSecret(name, "marker-EXAMPLE", key());

    Parameter read = aws.ssm().getParameter(g -> g.name(name)).parameter();

    assertFalse(read.value().contains("marker-EXAMPLE"));
    assertEquals(1L, read.version());
  }

  @Test
  void overwritesOnlyWhenAsked() {
    String name = prefix + "/once";
    putString(name, "first");

    assertThrows(ParameterAlreadyExistsException.class, () -> putString(name, "second"));

    assertEquals("first", get(name).value());
  }

  @Test
  void saysThatAParameterIsNotThere() {
    refused("ParameterNotFound", () -> get(prefix + "/nothing"));
  }

  @Test
  void listsMissingNamesBesideTheFoundOnes() {
    putString(prefix + "/b", "B");
    putString(prefix + "/a", "A");

    GetParametersResponse answer =
        aws.ssm().getParameters(g -> g.names(prefix + "/b", prefix + "/missing", prefix + "/a"));

    assertEquals(
        Set.of(prefix + "/a", prefix + "/b"),
        Set.copyOf(answer.parameters().stream().map(Parameter::name).toList()));
    assertEquals(List.of(prefix + "/missing"), answer.invalidParameters());
  }

  @Test
  void answersSortedByNameNotInTheOrderAsked() {
    List<String> sorted = IntStream.range(0, 10).mapToObj(i -> prefix + "/" + i).toList();
    sorted.forEach(name -> putString(name, "x"));

    GetParametersResponse answer = aws.ssm().getParameters(g -> g.names(sorted.reversed()));

    assertEquals(sorted, answer.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void refusesMoreThanTenNames() {
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> prefix + "/" + i).toList();

    refused("ValidationException", () -> aws.ssm().getParameters(g -> g.names(eleven)));
  }

  @Test
  void refusesTagsTogetherWithOverwrite() {
    String name = prefix + "/tagged";
    putString(name, "x");

    refused(
        "ValidationException",
        () ->
            putString(
                name,
                "y",
                p -> p.overwrite(true).tags(Tag.builder().key("app").value("my-erp").build())));
    assertEquals("x", get(name).value());
  }

  @Test
  void refusesWhatItsTierCannotStore() {
    String name = prefix + "/tier";
    putString(name, "x".repeat(4096));
    String invalid = "ValidationException";
    refused(invalid, () -> putString(name, "x".repeat(4097), p -> p.overwrite(true)));
    refused(invalid, () -> putString(name, "x", p -> p.overwrite(true).policies(NO_CHANGE)));
    refused(invalid, () -> putString(name, "{{ssm:other}}", p -> p.overwrite(true)));

    putString(name, "x", p -> p.overwrite(true).tier(ParameterTier.ADVANCED));
    refused(
        invalid, () -> putString(name, "y", p -> p.overwrite(true).tier(ParameterTier.STANDARD)));
  }

  @Test
  void readsAVersionByItsLabel() {
    String name = prefix + "/labelled";
    putString(name, "one");
    putString(name, "two", p -> p.overwrite(true));
    aws.ssm().labelParameterVersion(l -> l.name(name).parameterVersion(1L).labels("previous"));

    assertEquals("one", get(name + ":previous").value());
  }

  @Test
  void usesNoDisabledKey() {
    String key = key();
    String name = prefix + "/secret";
    putSecret(name, "x-EXAMPLE", key);
    aws.kms().disableKey(d -> d.keyId(key));

    assertThrows(SsmException.class, () -> get(name));
  }

  @Test
  void tellsAKeysRotation() {
    String key = key();
    assertFalse(aws.kms().getKeyRotationStatus(g -> g.keyId(key)).keyRotationEnabled());

    aws.kms().enableKeyRotation(e -> e.keyId(key));

    assertTrue(aws.kms().getKeyRotationStatus(g -> g.keyId(key)).keyRotationEnabled());
    assertEquals(
        "Enabled", aws.kms().describeKey(d -> d.keyId(key)).keyMetadata().keyStateAsString());
  }
}
