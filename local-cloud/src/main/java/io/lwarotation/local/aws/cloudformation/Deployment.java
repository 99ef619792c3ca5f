package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stack in LocalAws, made from a synthesized template. This is not CloudFormation: a resource
 * whose properties differ is changed in place, whatever AWS would do; a failure is rolled back by
 * applying the template before it, or deleting what was made. One thread at a time may change it.
 */
public final class Deployment {
  private final Cloud cloud;
  private final StackChange.Stack stack;
  private Template template = Template.EMPTY;
  private Map<String, StackResource> resources = Map.of();
  private Map<String, String> outputs = Map.of();

  private Deployment(StackChange.Stack stack) {
    this.cloud = stack.formation().cloud();
    this.stack = stack;
  }

  public static Deployment create(
      CloudFormation formation, String name, Path file, Functions functions) {
    Cloud cloud = formation.cloud();
    if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
      throw new DeploymentException("A stack cannot be named " + name + ".");
    }
    Optional<ObjectNode> there = cloud.lock().hold(() -> formation.find(name));
    // The CDK deletes first what is left of a creation that failed.
    if (there
        .filter(stack -> !stack.path("StackStatus").asText().equals(CloudFormation.UNDONE))
        .isPresent()) {
      throw new DeploymentException("There is a stack " + name + " already: update that one.");
    }
    String id = "stack/" + name + "/" + cloud.account().newId();
    Deployment made =
        new Deployment(
            new StackChange.Stack(
                formation, name, cloud.account().arn("cloudformation", id), functions));
    made.change(Template.read(file), "CREATE_COMPLETE", CloudFormation.UNDONE);
    return made;
  }

  /**
   * Applies a changed template.
   *
   * @throws DeploymentException if that fails; the template before is then applied again
   */
  public void update(Path file) {
    change(Template.read(file), "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE");
  }

  private void change(Template next, String status, String statusAfterFailure) {
    try {
      run(next, false);
      template = next;
      tell(status);
    } catch (DeploymentException e) {
      run(template, true);
      tell(statusAfterFailure);
      throw e;
    }
  }

  /** Deletes the stack; what its template says to retain stays. */
  public void delete() {
    run(Template.EMPTY, false);
    cloud.lock().run(() -> stack.formation().stacks().remove(stack.name()));
  }

  private void run(Template to, boolean rollback) {
    StackChange change = new StackChange(stack, to, resources);
    Map<String, String> values = new LinkedHashMap<>();
    try {
      change.run(rollback);
      for (Map.Entry<String, JsonNode> output : to.json().path("Outputs").properties()) {
        JsonNode value = change.resolve(output.getValue().path("Value"));
        values.put(output.getKey(), value.asText());
      }
      outputs = values;
    } finally {
      resources = change.resources();
    }
  }

  private void tell(String status) {
    ObjectNode described =
        Json.object()
            .put("StackName", stack.name())
            .put("StackId", stack.id())
            .put("StackStatus", status)
            .putPOJO("CreationTime", cloud.account().now());
    ArrayNode list = described.putArray("Outputs");
    outputs.forEach(
        (key, value) -> {
          ObjectNode output = list.addObject().put("OutputKey", key).put("OutputValue", value);
          JsonNode description = template.json().at("/Outputs/" + key + "/Description");
          if (description.isTextual()) {
            output.set("Description", description);
          }
        });
    cloud.lock().run(() -> stack.formation().stacks().put(stack.name(), described));
  }

  private Stream<StackResource> ofType(String type) {
    return resources.values().stream().filter(resource -> resource.type().equals(type));
  }

  /** The functions, by their logical ids. */
  public Map<String, DeployedFunction> functions() {
    Map<String, DeployedFunction> byId = new LinkedHashMap<>();
    cloud
        .lock()
        .run(
            () ->
                ofType("AWS::Lambda::Function")
                    .map(one -> cloud.functions().require(one.physicalId()).function())
                    .forEach(function -> byId.put(function.logicalId(), function)));
    return byId;
  }

  /**
   * The one function with this handler.
   *
   * @throws DeploymentException if there is none, or more than one
   */
  public DeployedFunction function(String handler) {
    List<DeployedFunction> found =
        functions().values().stream().filter(one -> one.handler().equals(handler)).toList();
    if (found.size() != 1) {
      throw new DeploymentException(
          "The stack has " + found.size() + " functions with the handler " + handler + ".");
    }
    return found.getFirst();
  }

  /** The queues that feed functions. */
  public List<EventSourceMapping> eventSourceMappings() {
    return ofType("AWS::Lambda::EventSourceMapping").map(this::eventSourceMapping).toList();
  }

  private EventSourceMapping eventSourceMapping(StackResource resource) {
    Input properties =
        resource
            .input()
            .only(
                "EventSourceArn FunctionName BatchSize Enabled FunctionResponseTypes MaximumBatchingWindowInSeconds ScalingConfig Tags");
    String arn = properties.text("EventSourceArn");
    return new EventSourceMapping(
        functionIdOf(properties.text("FunctionName")),
        cloud.queues().url(arn),
        arn,
        properties.optionalInt("BatchSize").orElse(10),
        properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
        !properties.has("Enabled") || properties.flag("Enabled"));
  }

  private String functionIdOf(String nameOrArn) {
    return functions().values().stream()
        .filter(one -> one.name().equals(nameOrArn) || one.arn().equals(nameOrArn))
        .map(DeployedFunction::logicalId)
        .findFirst()
        .orElseThrow(() -> new DeploymentException("The stack has no function " + nameOrArn));
  }

  /** The metrics that the alarms look at: namespace, name and {dimension=value}. */
  public Set<String> metricsOfAlarms() {
    return ofType("AWS::CloudWatch::Alarm")
        .map(resource -> Metrics.Series.of(resource.input()).toString())
        .collect(Collectors.toSet());
  }

  /** The stack's outputs. */
  public Map<String, String> outputs() {
    return Map.copyOf(outputs);
  }

  /** What {@code Ref} gives of a resource; empty if the stack has no such one. */
  public Optional<String> physicalId(String logicalId) {
    return Optional.ofNullable(resources.get(logicalId)).map(StackResource::physicalId);
  }
}
