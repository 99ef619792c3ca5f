package io.lwarotation.local.aws.ssm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Caller;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import io.lwarotation.local.aws.wire.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * AWS Systems Manager Parameter Store: reads, writes and deletes. Rights of IAM are not modelled.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/">Systems Manager
 *     API reference</a>
 */
public final class SsmService implements Service.OfJson {
  private static final int MAX_NAMES = 10;

  private final Account account;
  private final ParameterStore store;
  private final ParameterListings listings;

  public SsmService(Account account, ParameterStore store) {
    this.account = account;
    this.store = store;
    this.listings = new ParameterListings(account, store);
  }

  @Override
  public ObjectNode answer(Caller.OfAccount caller, String operation, Input input) {
    if (!caller.accountId().equals(account.id())) {
      throw AwsException.badRequest(
          "AccessDeniedException", "User is not authorized to perform: ssm:" + operation);
    }
    return switch (operation) {
      case "PutParameter" -> put(caller, input);
      case "GetParameter" -> get(input);
      case "GetParameters" -> getMany(input);
      case "GetParametersByPath" -> byPath(input);
      case "GetParameterHistory" -> listings.history(input);
      case "DescribeParameters" -> listings.describe(input);
      case "LabelParameterVersion" -> label(input);
      case "DeleteParameter" -> {
        store.delete(input.only("Name").text("Name"));
        yield Json.object();
      }
      case "DeleteParameters" -> deleteMany(input);
      default -> throw Service.unknownOperation(operation);
    };
  }

  private ObjectNode deleteMany(Input input) {
    ObjectNode answer = Json.object();
    ArrayNode deleted = answer.putArray("DeletedParameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    for (String name : input.only("Names").texts("Names")) {
      if (store.find(name).isPresent()) {
        store.delete(name);
        deleted.add(name);
      } else {
        invalid.add(name);
      }
    }
    return answer;
  }

  private ObjectNode put(Caller.OfAccount caller, Input input) {
    Parameter.Version version = store.put(ParameterStore.Put.of(input), caller.accessKeyId());
    return Json.object().put("Version", version.number()).put("Tier", version.tier());
  }

  private ObjectNode get(Input input) {
    input.only("Name", "WithDecryption");
    Reference reference = Reference.of(input.text("Name"));
    Parameter parameter = store.requireSeen(reference.name());
    Parameter.Version version =
        reference
            .versionOf(parameter, store.seen())
            .orElseThrow(
                () ->
                    AwsException.badRequest(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version "
                            + reference.selector().orElse("")
                            + " of "
                            + reference.name()
                            + ". Verify the version and try again."));
    ObjectNode answer = Json.object();
    answer.set("Parameter", shown(reference, version, input.flag("WithDecryption")));
    return answer;
  }

  private ObjectNode getMany(Input input) {
    List<String> names = input.only("Names", "WithDecryption").texts("Names");
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      throw AwsException.invalid(
          "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + MAX_NAMES
              + " and greater than or equal to 1");
    }
    TreeMap<String, ObjectNode> found = new TreeMap<>();
    TreeSet<String> invalid = new TreeSet<>();
    for (String name : names) {
      Reference reference = Reference.of(name);
      Optional<Parameter.Version> version =
          store
              .find(reference.name())
              .flatMap(parameter -> reference.versionOf(parameter, store.seen()));
      version.ifPresentOrElse(
          v -> found.put(name, shown(reference, v, input.flag("WithDecryption"))),
          () -> invalid.add(name));
    }
    ObjectNode answer = Json.object();
    ArrayNode parameters = answer.putArray("Parameters"); // sorted, not in the order asked
    found.values().forEach(parameters::add);
    ArrayNode missing = answer.putArray("InvalidParameters");
    invalid.forEach(missing::add);
    return answer;
  }

  private ObjectNode byPath(Input input) {
    input.only("Path", "Recursive", "WithDecryption", "MaxResults", "NextToken");
    String path = input.text("Path");
    if (!path.matches("(/[A-Za-z0-9_.-]+)+")) {
      throw AwsException.invalid("The path must begin with a slash and end without one.");
    }
    boolean recursive = input.flag("Recursive");
    List<Parameter> below =
        store.all().stream()
            .filter(parameter -> parameter.latest(store.seen()).isPresent())
            .filter(parameter -> parameter.name().startsWith(path + "/"))
            .filter(parameter -> recursive || parameter.name().indexOf('/', path.length() + 1) < 0)
            .toList();
    ObjectNode answer = Json.object();
    ArrayNode parameters = answer.putArray("Parameters");
    for (Parameter parameter : listings.page(input, below, MAX_NAMES, answer)) {
      parameters.add(
          shown(
              Reference.of(parameter.name()),
              parameter.latest(store.seen()).orElseThrow(),
              input.flag("WithDecryption")));
    }
    return answer;
  }

  private ObjectNode shown(Reference reference, Parameter.Version version, boolean decrypt) {
    ObjectNode shown =
        Json.object()
            .put("Name", reference.name())
            .put("Type", version.type())
            .put("Value", listings.value(reference.name(), version, decrypt))
            .put("Version", version.number())
            .put("LastModifiedDate", Json.seconds(version.modified()))
            .put("ARN", account.parameterArn(reference.name()))
            .put("DataType", "text");
    reference.selector().ifPresent(selector -> shown.put("Selector", ":" + selector));
    return shown;
  }

  private ObjectNode label(Input input) {
    input.only("Name", "ParameterVersion", "Labels");
    Parameter parameter = store.require(input.text("Name"));
    long version = version(input, parameter);
    List<String> labels = input.texts("Labels");
    List<String> good = labels.stream().filter(SsmService::isLabel).toList();
    parameter.label(version, good);
    ObjectNode answer = Json.object().put("ParameterVersion", version);
    ArrayNode invalid = answer.putArray("InvalidLabels");
    labels.stream().filter(label -> !isLabel(label)).forEach(invalid::add);
    return answer;
  }

  private static boolean isLabel(String label) {
    return label.matches("(?i)(?!aws|ssm)[a-z_][a-z0-9_.-]{0,99}");
  }

  private static long version(Input input, Parameter parameter) {
    return input.optionalInt("ParameterVersion").isPresent()
        ? input.optionalInt("ParameterVersion").getAsInt()
        : parameter.latest().number();
  }

  /** A name as it is asked for: with a version's number or a label behind a colon, or without. */
  private record Reference(String name, Optional<String> selector) {

    static Reference of(String asked) {
      if (asked.startsWith("arn:")) {
        throw AwsException.notModelled("an ARN in the place of a parameter's name");
      }
      int colon = asked.indexOf(':');
      return colon < 0
          ? new Reference(asked, Optional.empty())
          : new Reference(asked.substring(0, colon), Optional.of(asked.substring(colon + 1)));
    }

    Optional<Parameter.Version> versionOf(Parameter parameter, Instant seen) {
      return selector.isEmpty()
          ? parameter.latest(seen)
          : parameter.find(selector.get()).filter(version -> !version.modified().isAfter(seen));
    }
  }
}
