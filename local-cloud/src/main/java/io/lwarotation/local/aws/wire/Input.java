package io.lwarotation.local.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The members of a request or of a resource's properties, read strictly. */
public record Input(JsonNode json) {

  /** Refuses members that are not among these: what is not modelled must not pass in silence. */
  public Input only(String... members) {
    Set<String> known = Set.of(members);
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw AwsException.notModelled("the member " + unknown.iterator().next());
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
                    "1 validation error detected: Value at '"
                        + member
                        + "' failed to satisfy constraint: Member must not be null"));
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
    return optionalText(member)
        .map(
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw wrongType(member, "true or false");
                })
        .orElse(false);
  }

  public OptionalInt optionalInt(String member) {
    Optional<String> text = optionalText(member);
    try {
      return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.get()));
    } catch (NumberFormatException _) {
      throw wrongType(member, "a number");
    }
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

  private JsonNode list(String member) {
    JsonNode list = json.path(member);
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
    Map<String, String> map = new LinkedHashMap<>();
    JsonNode found = json.path(member);
    if (found.isArray()) {
      found.forEach(entry -> map.put(entry.path("key").asText(), entry.path("value").asText()));
    } else {
      found
          .properties()
          .forEach(
              entry ->
                  map.put(
                      entry.getKey(),
                      entry.getValue().isValueNode()
                          ? entry.getValue().asText()
                          : entry.getValue().toString()));
    }
    return map;
  }

  /** Tags, which every service writes as a list of {@code Key} and {@code Value}. */
  public Map<String, String> tags(String member) {
    Map<String, String> tags = new LinkedHashMap<>();
    items(member).forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
    return tags;
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
