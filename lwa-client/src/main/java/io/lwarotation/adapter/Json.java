package io.lwarotation.adapter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON value that was read whole; see {@link JsonReader}. Values may be secrets, so none of them
 * is shown by {@code toString}.
 */
public sealed interface Json {
  /** An object; no name comes twice. */
  record Fields(Map<String, Json> fields) implements Json {
    @Override
    public String toString() {
      return "Json[object]";
    }
  }

  /** An array. */
  record Items(List<Json> items) implements Json {
    @Override
    public String toString() {
      return "Json[array]";
    }
  }

  /** A string. */
  record Text(String text) implements Json {
    @Override
    public String toString() {
      return "Json[string]";
    }
  }

  /** A number, as it is written. */
  record Numeral(String digits) implements Json {
    /** Its value, if it has at most 18 digits on either side of the point. */
    public Optional<BigDecimal> value() {
      try {
        BigDecimal value = new BigDecimal(digits);
        boolean small = Math.abs((long) value.scale()) <= 18 && value.precision() <= 36;
        return small && (long) value.precision() - value.scale() <= 18
            ? Optional.of(value)
            : Optional.empty();
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "Json[number]";
    }
  }

  /** {@code true}, {@code false} or {@code null}: nothing that is read here uses them. */
  enum Literal implements Json {
    TRUE,
    FALSE,
    NULL
  }

  /** The field of an object; empty for another value and where there is none. */
  default Optional<Json> field(String name) {
    return this instanceof Fields(Map<String, Json> fields)
        ? Optional.ofNullable(fields.get(name))
        : Optional.empty();
  }

  /** The same; {@link Literal#NULL} for another value and where there is none. */
  default Json get(String name) {
    return field(name).orElse(Literal.NULL);
  }

  /** The same where the name may begin with a small or a capital letter. */
  default Json getSpelled(String name) {
    Optional<Json> small = field(name);
    return small.isPresent()
        ? small.get()
        : get(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
  }

  /** The field of an object, if it is a string. */
  default Optional<String> text(String name) {
    return get(name).asText();
  }

  /** The items of an object's field, if that is an array; otherwise none. */
  default List<Json> items(String name) {
    return get(name) instanceof Items(List<Json> items) ? items : List.of();
  }

  /** The field of an object, if it is a whole number of at most 18 digits. */
  default OptionalLong whole(String name) {
    Optional<BigDecimal> value = number(name);
    return value.isPresent() && value.get().stripTrailingZeros().scale() <= 0
        ? OptionalLong.of(value.get().longValueExact())
        : OptionalLong.empty();
  }

  /** The field of an object, if it is a number of at most 18 digits on either side. */
  default Optional<BigDecimal> number(String name) {
    return get(name) instanceof Numeral numeral ? numeral.value() : Optional.empty();
  }

  /** The text, if this is one. */
  default Optional<String> asText() {
    return this instanceof Text(String text) ? Optional.of(text) : Optional.empty();
  }
}
