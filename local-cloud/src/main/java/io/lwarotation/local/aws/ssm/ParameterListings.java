package io.lwarotation.local.aws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lwarotation.local.aws.wire.Account;
import io.lwarotation.local.aws.wire.AwsException;
import io.lwarotation.local.aws.wire.Input;
import io.lwarotation.local.aws.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Parameter Store's lists: the history of one parameter, and the parameters there are. */
final class ParameterListings {
  private static final int MAX_RESULTS = 50;

  private final Account account;
  private final ParameterStore store;

  ParameterListings(Account account, ParameterStore store) {
    this.account = account;
    this.store = store;
  }

  /**
   * What a reader sees. Without decryption a secret is a text that has the looks of a ciphertext
   * and says nothing about the value.
   */
  String value(String name, Parameter.Version version, boolean decrypt) {
    if (!version.isSecure()) {
      return version.value();
    }
    if (decrypt) {
      version.keyId().ifPresent(store::requireUsableKey);
      return version.value();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512")
              .digest((name + ":" + version.number()).getBytes(UTF_8));
      return "AQICAHEXAMPLE" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has SHA-512.", e);
    }
  }

  ObjectNode history(Input input) {
    input.only("Name", "WithDecryption", "MaxResults", "NextToken");
    Parameter parameter = store.require(input.text("Name"));
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Parameters");
    for (Parameter.Version version : page(input, parameter.versions(), MAX_RESULTS, answer)) {
      ObjectNode entry = list.addObject();
      describe(parameter, version, entry);
      entry.put("Value", value(parameter.name(), version, input.flag("WithDecryption")));
      parameter.labelsOf(version.number()).forEach(entry.putArray("Labels")::add);
    }
    return answer;
  }

  ObjectNode describe(Input input) {
    input.only("ParameterFilters", "MaxResults", "NextToken");
    Predicate<Parameter> wanted =
        input.items("ParameterFilters").stream()
            .map(ParameterListings::filter)
            .reduce(_ -> true, Predicate::and);
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("Parameters");
    List<Parameter> found = store.all().stream().filter(wanted).toList();
    for (Parameter parameter : page(input, found, MAX_RESULTS, answer)) {
      ObjectNode entry = list.addObject();
      describe(parameter, parameter.latest(), entry);
      entry.put("ARN", account.parameterArn(parameter.name()));
    }
    return answer;
  }

  private static Predicate<Parameter> filter(Input filter) {
    filter.only("Key", "Option", "Values");
    List<String> values = filter.texts("Values");
    String kind = filter.text("Key") + " " + filter.optionalText("Option").orElse("Equals");
    return switch (kind) {
      case "Name Equals" -> parameter -> values.contains(parameter.name());
      case "Name BeginsWith" -> parameter -> values.stream().anyMatch(parameter.name()::startsWith);
      case "Type Equals" -> parameter -> values.contains(parameter.latest().type());
      case "Tier Equals" -> parameter -> values.contains(parameter.latest().tier());
      case "Path Recursive" ->
          parameter -> values.stream().anyMatch(path -> parameter.name().startsWith(path + "/"));
      default -> throw AwsException.notModelled("the parameter filter " + kind);
    };
  }

  private static void describe(Parameter parameter, Parameter.Version version, ObjectNode entry) {
    entry
        .put("Name", parameter.name())
        .put("Type", version.type())
        .put("LastModifiedDate", Json.seconds(version.modified()))
        .put("LastModifiedUser", version.user())
        .put("Version", version.number())
        .put("Tier", version.tier())
        .put("DataType", "text");
    version.keyId().ifPresent(key -> entry.put("KeyId", key));
    version.description().ifPresent(text -> entry.put("Description", text));
    ArrayNode policies = entry.putArray("Policies");
    for (ParameterPolicy policy : version.policies()) {
      policies
          .addObject()
          .put("PolicyText", policy.text())
          .put("PolicyType", ParameterPolicy.TYPE)
          .put("PolicyStatus", parameter.hasTold(policy) ? "Finished" : "Pending");
    }
  }

  /** One page of at most {@code most}, and where the next begins. */
  <T> List<T> page(Input input, List<T> all, int most, ObjectNode answer) {
    int size = input.optionalInt("MaxResults").orElse(most);
    if (size < 1 || size > most) {
      throw AwsException.invalid("MaxResults must be from 1 to " + most + ".");
    }
    int start = 0;
    if (input.has("NextToken")) {
      String token = input.text("NextToken");
      if (!token.matches("[0-9]{1,9}") || Integer.parseInt(token) > all.size()) {
        throw AwsException.badRequest("InvalidNextToken", "The specified token isn't valid.");
      }
      start = Integer.parseInt(token);
    }
    int end = Math.min(start + size, all.size());
    if (end < all.size()) {
      answer.put("NextToken", Integer.toString(end));
    }
    return all.subList(start, end);
  }
}
