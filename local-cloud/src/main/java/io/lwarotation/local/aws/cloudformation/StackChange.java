package io.lwarotation.local.aws.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.lwarotation.local.aws.account.Cloud;
import io.lwarotation.local.aws.lambda.Functions;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings a stack from the resources it has to those of a template: each after those that it names,
 * then takes away, in the opposite order, what is no longer wanted.
 */
final class StackChange implements Intrinsics {
  private static final Set<String> ACTS_AT_ONCE =
      Set.of("AWS::CloudWatch::Alarm", "AWS::Scheduler::Schedule");

  private final Stack stack;
  private final Cloud cloud;
  private final Template template;
  private final ResourceTypes types;
  private final CustomResources customResources;
  private final Map<String, StackResource> before;
  private final Map<String, StackResource> done = new LinkedHashMap<>();
  private final Set<String> underway = new LinkedHashSet<>();

  /** A stack's name and ARN, and who runs its functions. */
  record Stack(CloudFormation formation, String name, String id, Functions functions) {}

  StackChange(Stack stack, Template template, Map<String, StackResource> before) {
    this.stack = stack;
    this.cloud = stack.formation().cloud();
    this.template = template;
    this.types = new ResourceTypes(cloud, stack.functions());
    this.customResources = new CustomResources(stack.formation(), stack.id());
    this.before = new LinkedHashMap<>(before);
  }

  /**
   * Does it; {@link #resources()} then tells what there is, after a failure too.
   *
   * @param rollback whether it goes back: what is no longer wanted was made by what failed
   */
  void run(boolean rollback) {
    // CloudFormation makes at the same time what does not depend on each other. What acts at once
    // comes first, so that a dependency that is missing shows.
    template.logicalIds().stream()
        .filter(id -> ACTS_AT_ONCE.contains(template.resource(id).path("Type").asText()))
        .forEach(this::provide);
    template.logicalIds().forEach(this::provide);
    List<StackResource> unwanted = new ArrayList<>(before.values());
    for (StackResource resource : unwanted.reversed()) {
      if (!done.containsKey(resource.logicalId())) {
        if (!resource.stays(rollback)) {
          delete(resource);
        }
        before.remove(resource.logicalId());
      }
    }
  }

  /** The resources that there are now, in the order in which they were made. */
  Map<String, StackResource> resources() {
    Map<String, StackResource> all = new LinkedHashMap<>(before);
    all.putAll(done);
    return all;
  }

  private StackResource provide(String logicalId) {
    StackResource made = done.get(logicalId);
    if (made != null) {
      return made;
    }
    JsonNode resource = template.resource(logicalId);
    if (resource.isMissingNode()) {
      throw new DeploymentException("The template names " + logicalId + " and does not have it.");
    }
    if (!underway.add(logicalId)) {
      throw new DeploymentException("Circular dependency between resources: " + underway + ".");
    }
    template.dependencies(logicalId).forEach(this::provide);
    JsonNode properties =
        resource.has("Properties") ? resolve(resource.path("Properties")) : Json.object();
    StackResource provided = provide(logicalId, resource.path("Type").asText(), properties);
    done.put(logicalId, provided);
    underway.remove(logicalId);
    return provided;
  }

  private StackResource provide(String logicalId, String type, JsonNode properties) {
    Optional<StackResource> old =
        Optional.ofNullable(before.get(logicalId)).filter(one -> one.type().equals(type));
    ResourceTypes.Made made =
        old.filter(one -> one.properties().equals(properties))
            .map(one -> new ResourceTypes.Made(one.physicalId(), one.attributes()))
            .orElseGet(
                () ->
                    put(
                        new ResourceTypes.Wanted(
                            logicalId,
                            type,
                            generatedName(logicalId, old.isEmpty()),
                            new Input(properties),
                            old)));
    return new StackResource(
        logicalId,
        type,
        made.physicalId(),
        made.attributes(),
        properties,
        template.deletionPolicy(logicalId));
  }

  /**
   * As CloudFormation does, another one for each creation, and the same in each run; 64 characters
   * are the least allowed.
   */
  private String generatedName(String logicalId, boolean isNew) {
    String whole = stack.name() + "/" + logicalId;
    int creations = stack.formation().creations().merge(whole, isNew ? 1 : 0, Integer::sum);
    String suffix = "%08X".formatted((creations > 1 ? whole + "#" + creations : whole).hashCode());
    String start = stack.name() + "-" + logicalId;
    return start.substring(0, Math.min(start.length(), 55)) + "-" + suffix;
  }

  private ResourceTypes.Made put(ResourceTypes.Wanted wanted) {
    return CustomResources.isOne(wanted.type())
        ? customResources.put(wanted)
        : inTurn(wanted.logicalId(), () -> types.put(wanted));
  }

  private void delete(StackResource resource) {
    if (CustomResources.isOne(resource.type())) {
      customResources.delete(resource);
      return;
    }
    boolean _ =
        inTurn(
            resource.logicalId(),
            () -> {
              types.delete(resource);
              return true;
            });
  }

  private <T> T inTurn(String logicalId, Supplier<T> work) {
    try {
      return cloud.lock().hold(work);
    } catch (AwsException e) {
      throw new DeploymentException(logicalId + ": " + e.code() + ": " + e.text(), e);
    }
  }

  @Override
  public String ref(String name) {
    return switch (name) {
      case "AWS::Region" -> cloud.account().region();
      case "AWS::AccountId" -> cloud.account().id();
      case "AWS::Partition" -> "aws";
      case "AWS::StackName" -> stack.name();
      case "AWS::StackId" -> stack.id();
      case "AWS::URLSuffix" -> "amazonaws.com";
      default ->
          template.parameter(name).isTextual()
              ? template.parameter(name).asText()
              : provide(name).physicalId();
    };
  }

  @Override
  public String attribute(String logicalId, String attribute) {
    StackResource resource = provide(logicalId);
    return Optional.ofNullable(resource.attributes().get(attribute))
        .orElseThrow(
            () ->
                new DeploymentException(
                    "LocalAws does not know the attribute %s of %s."
                        .formatted(attribute, resource.type())));
  }
}
