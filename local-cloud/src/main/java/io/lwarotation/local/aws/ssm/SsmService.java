package io.lwarotation.local.aws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Endpoint;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * AWS Systems Manager Parameter Store: reads, writes and deletes. Rights of IAM are not modelled.
 */
public record SsmService(Account account, ParameterStore store) implements Endpoint.Service {
  private static final int MAX_NAMES = 10;
  private static final int MAX_RESULTS = 50;

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!account.owns(caller)) {
      throw AwsException.badRequest(
          "AccessDeniedException", "User is not authorized to perform: ssm:" + operation);
    }
    return switch (operation) {
      case "PutParameter" -> {
        ParameterVersion version = store.put(input, caller.accessKeyId());
        yield Json.object().put("Version", version.version()).put("Tier", version.tier());
      }
      case "GetParameter" -> get(input);
      case "GetParameters" -> getMany(input);
      case "GetParametersByPath" -> byPath(input);
      case "GetParameterHistory" -> history(input);
      case "DescribeParameters" -> describe(input);
      case "LabelParameterVersion" -> label(input);
      case "DeleteParameter" -> {
        store.delete(store.require(input.only("Name").text("Name")).name());
        yield Json.object();
      }
      case "DeleteParameters" -> {
        ObjectNode answer = Json.object();
        ArrayNode deleted = answer.putArray("DeletedParameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        for (String name : input.only("Names").texts("Names")) {
          (store.delete(name) ? deleted : invalid).add(name);
        }
        yield answer;
      }
      default -> throw Endpoint.unknownOperation(operation);
    };
  }

  private ObjectNode label(Input input) {
    Parameter parameter = store.require(input.only("Name ParameterVersion Labels").text("Name"));
    long version =
        input
            .optionalInt("ParameterVersion")
            .map(Integer::longValue)
            .orElseGet(() -> parameter.latest().version());
    Map<Boolean, List<String>> labels =
        input.texts("Labels").stream()
            .collect(
                Collectors.partitioningBy(
                    label -> label.matches("(?i)(?!aws|ssm)[a-z_][a-z0-9_.-]{0,99}")));
    parameter.label(version, labels.getOrDefault(true, List.of()));
    ObjectNode answer = Json.object().put("ParameterVersion", version);
    labels.getOrDefault(false, List.of()).forEach(answer.putArray("InvalidLabels")::add);
    return answer;
  }

  /** A name as it is asked for: with a version's number or a label behind a colon, or without. */
  private record Asked(String name, Optional<String> selector) {
    static Asked of(String asked) {
      if (asked.startsWith("arn:")) {
        throw AwsException.notModelled("an ARN in the place of a parameter's name");
      }
      String[] parts = asked.split(":", 2);
      return new Asked(parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
    }
  }

  private Optional<ParameterVersion> version(Asked asked, Parameter parameter) {
    return asked.selector().isEmpty()
        ? parameter.latest(store.seen())
        : parameter.find(asked.selector().get(), store.seen());
  }

  private ObjectNode get(Input input) {
    Asked asked = Asked.of(input.only("Name WithDecryption").text("Name"));
    Parameter parameter = store.require(asked.name());
    if (parameter.latest(store.seen()).isEmpty()) {
      throw AwsException.badRequest("ParameterNotFound", "");
    }
    ParameterVersion version =
        version(asked, parameter)
            .orElseThrow(
                () ->
                    AwsException.badRequest(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version %s of %s. Verify the version and try again."
                            .formatted(asked.selector().orElse(""), asked.name())));
    return Json.object().set("Parameter", shown(asked, version, input));
  }

  private ObjectNode getMany(Input input) {
    List<String> names = input.only("Names WithDecryption").texts("Names");
    AwsException.invalidIf(
        names.isEmpty() || names.size() > MAX_NAMES,
        "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must"
            + " have length less than or equal to 10 and greater than or equal to 1");
    ObjectNode answer = Json.object();
    ArrayNode parameters = answer.putArray("Parameters"); // sorted, not in the order asked
    ArrayNode missing = answer.putArray("InvalidParameters");
    for (String name : new TreeSet<>(names)) {
      Asked asked = Asked.of(name);
      store
          .find(asked.name())
          .flatMap(parameter -> version(asked, parameter))
          .ifPresentOrElse(
              version -> parameters.add(shown(asked, version, input)), () -> missing.add(name));
    }
    return answer;
  }

  private ObjectNode byPath(Input input) {
    String path = input.only("Path Recursive WithDecryption MaxResults NextToken").text("Path");
    AwsException.invalidIf(
        !path.matches("(/[A-Za-z0-9_.-]+)+"),
        "The path must begin with a slash and end without one.");
    boolean recursive = input.flag("Recursive");
    List<ParameterVersion> below =
        store.all().stream()
            .filter(parameter -> parameter.name().startsWith(path + "/"))
            .filter(parameter -> recursive || parameter.name().indexOf('/', path.length() + 1) < 0)
            .flatMap(parameter -> parameter.latest(store.seen()).stream())
            .toList();
    return page(
        input, below, MAX_NAMES, version -> shown(Asked.of(version.name()), version, input));
  }

  private static <T> ObjectNode page(
      Input input, List<T> all, int most, Function<T, ObjectNode> each) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Parameters");
    AwsException badToken =
        AwsException.badRequest("InvalidNextToken", "The specified token isn't valid.");
    input.page(all, most, answer, badToken).forEach(one -> list.add(each.apply(one)));
    return answer;
  }

  private ObjectNode history(Input input) {
    Parameter parameter =
        store.require(input.only("Name WithDecryption MaxResults NextToken").text("Name"));
    return page(
        input,
        List.copyOf(parameter.versions().values()),
        MAX_RESULTS,
        version -> {
          ObjectNode entry = described(parameter, version).put("Value", value(version, input));
          parameter.labelsOf(version.version()).forEach(entry.putArray("Labels")::add);
          return entry;
        });
  }

  private ObjectNode describe(Input input) {
    Predicate<Parameter> wanted = _ -> true;
    for (Input filter :
        input.only("ParameterFilters MaxResults NextToken").items("ParameterFilters")) {
      List<String> values = filter.only("Key Option Values").texts("Values");
      if (!filter.text("Key").equals("Name")
          || !filter.optionalText("Option").orElse("Equals").equals("Equals")) {
        throw AwsException.notModelled("parameter filters other than Name Equals");
      }
      wanted = wanted.and(parameter -> values.contains(parameter.name()));
    }
    return page(
        input,
        store.all().stream().filter(wanted).toList(),
        MAX_RESULTS,
        parameter ->
            described(parameter, parameter.latest())
                .put("ARN", account.parameterArn(parameter.name())));
  }

  private static ObjectNode described(Parameter parameter, ParameterVersion version) {
    ObjectNode entry =
        json(version).put("LastModifiedUser", version.user()).put("Tier", version.tier());
    entry.set(
        "Policies",
        Json.array(
            version.notices(),
            policy ->
                Json.object()
                    .put("PolicyText", policy.text())
                    .put("PolicyType", ParameterPolicy.TYPE)
                    .put(
                        "PolicyStatus",
                        parameter.told().contains(policy) ? "Finished" : "Pending")));
    version.keyId().ifPresent(key -> entry.put("KeyId", key));
    version.description().ifPresent(text -> entry.put("Description", text));
    return entry;
  }

  private ObjectNode shown(Asked asked, ParameterVersion version, Input input) {
    ObjectNode shown =
        json(version)
            .put("Value", value(version, input))
            .put("ARN", account.parameterArn(version.name()));
    asked.selector().ifPresent(selector -> shown.put("Selector", ":" + selector));
    return shown;
  }

  private static ObjectNode json(ParameterVersion version) {
    return Json.object()
        .put("Name", version.name())
        .put("Type", version.type())
        .put("Version", version.version())
        .putPOJO("LastModifiedDate", version.lastModified())
        .put("DataType", "text");
  }

  /**
   * What a reader sees. Without decryption a secret is a text that has the looks of a ciphertext
   * and says nothing about the value.
   */
  private String value(ParameterVersion version, Input input) {
    if (version.keyId().isEmpty() || input.flag("WithDecryption")) {
      return store.decrypted(version);
    }
    byte[] looks = (version.name() + ":" + version.version()).repeat(3).getBytes(UTF_8);
    return "AQICAHEXAMPLE" + Base64.getEncoder().encodeToString(looks);
  }
}
