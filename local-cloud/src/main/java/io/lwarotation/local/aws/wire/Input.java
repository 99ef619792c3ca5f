package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a request or of a resource's properties, read strictly. */
public record Input(JsonNode json) {

  /**
   * Refuses members that are not among these: what is not modelled must not pass in silence.
   *
   * @param members their names, with blanks between them
   */
  public Input only(String members) {
    List<String> known = Arrays.asList(members.split(" ", -1));
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (!known.contains(member.getKey())) {
        throw AwsException.notModelled("the member " + member.getKey());
      }
    }
    return this;
  }

  public boolean has(String member) {
    return json.hasNonNull(member);
  }

  public JsonNode node(String member) {
    return json.path(member);
  }

  public String text(String member) {
    return optionalText(member)
        .orElseThrow(
            () ->
                AwsException.invalid(
                    "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(member)));
  }

  public Optional<String> optionalText(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonNode value = json.get(member);
    if (!value.isValueNode()) {
      throw wrongType(member, "a string");
    }
    return Optional.of(value.asText());
  }

  public boolean flag(String member) {
    String text = optionalText(member).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrongType(member, "true or false");
    }
    return text.equals("true");
  }

  public Optional<Integer> optionalInt(String member) {
    Optional<String> text = optionalText(member);
    if (text.filter(number -> !number.matches("-?[0-9]{1,9}")).isPresent()) {
      throw wrongType(member, "a number");
    }
    return text.map(Integer::valueOf);
  }

  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(member)) {
      if (!item.isValueNode()) {
        throw wrongType(member, "a list of strings");
      }
      texts.add(item.asText());
    }
    return texts;
  }

  public List<Input> items(String member) {
    List<Input> items = new ArrayList<>();
    list(member).forEach(item -> items.add(new Input(item)));
    return items;
  }

  /**
   * One page of at most {@code most}, from {@code NextToken} on; where the next begins goes into
   * the answer.
   *
   * @param badToken the refusal of a token that was not given out
   */
  public <T> List<T> page(List<T> all, int most, ObjectNode answer, AwsException badToken) {
    String token = optionalText("NextToken").orElse("0");
    if (!token.matches("[0-9]{1,9}") || Integer.parseInt(token) > all.size()) {
      throw badToken;
    }
    int start = Integer.parseInt(token);
    int size = optionalInt("MaxResults").orElse(most);
    if (size < 1 || size > most) {
      throw AwsException.invalid("MaxResults must be from 1 to " + most + ".");
    }
    int end = Math.min(start + size, all.size());
    if (end < all.size()) {
      answer.put("NextToken", Integer.toString(end));
    }
    return all.subList(start, end);
  }

  private JsonNode list(String member) {
    JsonNode list = json.path(member);
    if (list.isTextual() && list.asText().isEmpty()) {
      return Json.array(); // so the query protocol writes an empty one
    }
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw wrongType(member, "a list");
    }
    return list;
  }

  public Input nested(String member) {
    return new Input(json.path(member));
  }

  /** A map of strings: an object, or the query protocol's list of keys and values. */
  public Map<String, String> map(String member) {
    JsonNode found = json.path(member);
    return found.isArray() ? pairs(member, "key", "value") : texts(found);
  }

  /** The members of an object as texts, what is no value as its JSON. */
  public static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              texts.put(entry.getKey(), value.isValueNode() ? value.asText() : value.toString());
            });
    return texts;
  }

  /** A list of pairs, as {@code Dimensions} or {@code Tags} are written. */
  public Map<String, String> pairs(String member, String key, String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    items(member).forEach(one -> pairs.put(one.only(key + " " + value).text(key), one.text(value)));
    return pairs;
  }

  private static AwsException wrongType(String member, String type) {
    return AwsException.badRequest("SerializationException", member + " must be " + type + ".");
  }

  /** Members hold secrets. */
  @Override
  public String toString() {
    return "Input[…]";
  }
}
