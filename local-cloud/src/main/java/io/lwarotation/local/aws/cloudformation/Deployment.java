package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.cloudwatch.Metrics;
import io.lwarotation.local.aws.lambda.DeployedFunction;
import io.lwarotation.local.aws.lambda.EventSourceMapping;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.sqs.Queues;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A stack in LocalAws, made from a synthesized template. This is not CloudFormation: a resource
 * whose properties differ is changed in place, whatever AWS would do; a failure is rolled back by
 * applying the template before it, or deleting what was made. One thread at a time may change it.
 */
public final class Deployment {
  private static final int CONCURRENCY_OF_AN_ACCOUNT = 1000;

  private final CloudFormation formation;
  private final Cloud cloud;
  private final StackChange.StackIdentity stack;
  private final Functions functions;
  private Template template;
  private Map<String, StackResource> resources = Map.of();
  private Map<String, String> outputs = Map.of();

  private Deployment(
      CloudFormation formation,
      StackChange.StackIdentity stack,
      Functions functions,
      Template template) {
    this.formation = formation;
    this.cloud = formation.cloud;
    this.stack = stack;
    this.functions = functions;
    this.template = template;
  }

  public static Deployment create(
      CloudFormation formation,
      String name,
      Path file,
      Map<String, String> parameters,
      Functions functions) {
    Cloud cloud = formation.cloud;
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
    String id =
        cloud.account().arn("cloudformation", "stack/" + name + "/" + cloud.account().newId());
    Template template = Template.read(file, parameters);
    Deployment made =
        new Deployment(formation, new StackChange.StackIdentity(name, id), functions, template);
    StackChange change = made.change(template);
    try {
      made.finish(change, template, "CREATE_COMPLETE");
    } catch (DeploymentException e) {
      made.resources = change.resources();
      made.end(StackChange::rollBack);
      made.tell(CloudFormation.UNDONE, Json.array());
      throw e;
    }
    return made;
  }

  /**
   * Applies a changed template.
   *
   * @throws DeploymentException if that fails; the template before is then applied again
   */
  public void update(Path file, Map<String, String> parameters) {
    Template next = Template.read(file, parameters);
    StackChange change = change(next);
    try {
      finish(change, next, "UPDATE_COMPLETE");
    } catch (DeploymentException e) {
      resources = change.resources();
      StackChange back = change(template);
      back.rollBack();
      finished(back, template, "UPDATE_ROLLBACK_COMPLETE");
      throw e;
    }
  }

  /** Deletes the stack; what its template says to retain stays. */
  public void delete() {
    end(StackChange::run);
  }

  private void end(Consumer<StackChange> way) {
    ObjectNode none = Json.object();
    none.putObject("Resources");
    StackChange change = change(new Template(none, Map.of()));
    way.accept(change);
    resources = Map.of();
    outputs = Map.of();
    cloud.lock().run(() -> formation.remove(stack.name()));
  }

  private StackChange change(Template to) {
    return new StackChange(formation, stack, functions, to, resources);
  }

  private void finish(StackChange change, Template applied, String status) {
    change.run();
    finished(change, applied, status);
  }

  private void finished(StackChange change, Template applied, String status) {
    Map<String, String> values = new LinkedHashMap<>();
    ArrayNode described = Json.array();
    for (Map.Entry<String, JsonNode> entry : applied.json().path("Outputs").properties()) {
      String value = change.resolve(entry.getValue().path("Value")).asText();
      values.put(entry.getKey(), value);
      ObjectNode output = described.addObject().put("OutputKey", entry.getKey());
      output.put("OutputValue", value);
      if (entry.getValue().has("Description")) {
        output.set("Description", entry.getValue().path("Description"));
      }
    }
    resources = change.resources();
    template = applied;
    outputs = values;
    tell(status, described);
  }

  private void tell(String status, ArrayNode outputs) {
    ObjectNode described =
        Json.object()
            .put("StackName", stack.name())
            .put("StackId", stack.id())
            .put("StackStatus", status)
            .putPOJO("CreationTime", cloud.account().now())
            .set("Outputs", outputs);
    cloud.lock().run(() -> formation.put(stack.name(), described));
  }

  private <T> List<T> ofType(String type, Function<StackResource, T> as) {
    return resources.values().stream()
        .filter(resource -> resource.type().equals(type))
        .map(as)
        .toList();
  }

  /** The functions, by their logical ids. */
  public Map<String, DeployedFunction> functions() {
    Map<String, DeployedFunction> byId = new LinkedHashMap<>();
    ofType("AWS::Lambda::Function", this::function)
        .forEach(function -> byId.put(function.logicalId(), function));
    return byId;
  }

  private DeployedFunction function(StackResource resource) {
    return cloud
        .lock()
        .hold(() -> cloud.functions().find(resource.physicalId()))
        .orElseThrow(() -> new DeploymentException("There is no " + resource.logicalId() + "."));
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
    return ofType("AWS::Lambda::EventSourceMapping", this::eventSourceMapping);
  }

  private EventSourceMapping eventSourceMapping(StackResource resource) {
    Input properties =
        resource
            .input()
            .only(
                "EventSourceArn FunctionName BatchSize Enabled FunctionResponseTypes MaximumBatchingWindowInSeconds ScalingConfig Tags");
    String arn = properties.text("EventSourceArn");
    String url =
        cloud
            .lock()
            .hold(
                () ->
                    cloud
                        .queues()
                        .byArn(arn)
                        .map(cloud.queues()::url)
                        .orElseThrow(Queues::notThere));
    return new EventSourceMapping(
        resource.logicalId(),
        functionIdOf(properties.text("FunctionName")),
        url,
        arn,
        properties.optionalInt("BatchSize").orElse(10),
        properties
            .nested("ScalingConfig")
            .optionalInt("MaximumConcurrency")
            .orElse(CONCURRENCY_OF_AN_ACCOUNT),
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
    return ofType(
            "AWS::CloudWatch::Alarm", resource -> Metrics.Series.of(resource.input()).toString())
        .stream()
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
