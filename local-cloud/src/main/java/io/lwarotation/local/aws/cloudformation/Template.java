package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CloudFormation template; its parameters have their defaults. */
record Template(JsonNode json) {
  static final Template EMPTY = new Template(Json.object());

  static Template read(Path file) {
    JsonNode json;
    try {
      json = Json.read(Files.readString(file));
    } catch (IOException | NotJsonException e) {
      throw new DeploymentException(
          "The template " + file + " cannot be read: synthesize it first (npx cdk synth).", e);
    }
    if (!json.path("Resources").isObject()) {
      throw new DeploymentException("The template " + file + " has no Resources.");
    }
    for (String section : new String[] {"Mappings", "Conditions", "Transform"}) {
      refuseIf(json.has(section), section);
    }
    for (JsonNode parameter : json.path("Parameters")) {
      refuseIf(!parameter.path("Default").isTextual(), "a parameter without a text as its default");
    }
    for (JsonNode resource : json.path("Resources")) {
      String deletion = resource.path("DeletionPolicy").asText();
      refuseIf(
          !Set.of("", "Delete", "Retain", "RetainExceptOnCreate").contains(deletion),
          "DeletionPolicy " + deletion);
    }
    return new Template(json);
  }

  private static void refuseIf(boolean unknown, String what) {
    if (unknown) {
      throw new DeploymentException("LocalAws does not model " + what + " in a template.");
    }
  }

  /** A parameter's value, missing if there is none such. */
  JsonNode parameter(String name) {
    return json.path("Parameters").path(name).path("Default");
  }

  List<String> logicalIds() {
    return json.path("Resources").properties().stream().map(Map.Entry::getKey).toList();
  }

  JsonNode resource(String logicalId) {
    return json.path("Resources").path(logicalId);
  }

  List<String> dependencies(String logicalId) {
    JsonNode dependsOn = resource(logicalId).path("DependsOn");
    return dependsOn.isTextual()
        ? List.of(dependsOn.asText())
        : new Input(resource(logicalId)).texts("DependsOn");
  }

  String deletionPolicy(String logicalId) {
    return resource(logicalId).path("DeletionPolicy").asText();
  }
}
