package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Json.NotJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A CloudFormation template, with the values of its parameters. */
record Template(JsonNode json, Map<String, String> parameters) {

  static Template read(Path file, Map<String, String> given) {
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
      if (json.has(section)) {
        throw new DeploymentException(
            "The template has " + section + ", which LocalAws does not model.");
      }
    }
    for (JsonNode resource : json.path("Resources")) {
      String deletion = resource.path("DeletionPolicy").asText();
      if (!Set.of("", "Delete", "Retain", "RetainExceptOnCreate").contains(deletion)) {
        throw unknownDeletion(deletion);
      }
    }
    return new Template(json, parameters(json, given));
  }

  private static Map<String, String> parameters(JsonNode json, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.path("Parameters").properties()) {
      JsonNode unset = entry.getValue().path("Default");
      String value =
          given.getOrDefault(entry.getKey(), unset.isMissingNode() ? "" : unset.asText());
      if (value.isEmpty() && unset.isMissingNode()) {
        throw new DeploymentException("The parameter " + entry.getKey() + " must have a value.");
      }
      values.put(entry.getKey(), value);
    }
    for (String name : given.keySet()) {
      if (!values.containsKey(name)) {
        throw new DeploymentException("The template has no parameter " + name + ".");
      }
    }
    return values;
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

  static DeploymentException unknownDeletion(String policy) {
    return new DeploymentException("LocalAws does not model DeletionPolicy " + policy);
  }
}
