package io.lwarotation.adapter;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The body of an answer to GetParameters, by name: AWS sorts by name, in whatever order was asked.
 * A name that is not in it has no parameter (AWS lists those as {@code InvalidParameters}).
 *
 * @param at by AWS's clock, if it told its time
 */
record SsmAnswer(Map<String, Parameter> parameters, Optional<Instant> at) {
  /** Four parameters of at most 8 KB, with room for escapes. */
  private static final int MAX_BYTES = 1024 * 1024;

  /** One parameter; {@code lastModified} is told to the millisecond. */
  record Parameter(String value, long version, Instant lastModified) {
    @Override
    public String toString() {
      return "Parameter[version=" + version + "]";
    }
  }

  Optional<Parameter> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  static SsmAnswer parse(HttpAnswer answer) throws NotJsonException {
    Json json = JsonReader.read(answer.body(), MAX_BYTES);
    if (!(json.get("Parameters") instanceof Json.Items)) {
      throw new NotJsonException("holds no list of parameters");
    }
    Map<String, Parameter> parameters = new HashMap<>();
    for (Json item : json.items("Parameters")) {
      Optional<String> name = item.text("Name");
      Optional<String> value = item.text("Value");
      OptionalLong version = item.whole("Version");
      Optional<Instant> modified = instant(item, "LastModifiedDate");
      if (name.isEmpty() || value.isEmpty() || version.isEmpty() || modified.isEmpty()) {
        throw new NotJsonException("holds a parameter without name, value, version or date");
      }
      parameters.put(name.get(), new Parameter(value.get(), version.getAsLong(), modified.get()));
    }
    return new SsmAnswer(Map.copyOf(parameters), answer.date());
  }

  /** JSON 1.1 writes times as seconds since 1970, with a fraction. */
  private static Optional<Instant> instant(Json item, String field) {
    Optional<BigDecimal> seconds = item.number(field);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal millis = seconds.get().movePointRight(3);
    return millis.signum() >= 0 && millis.precision() - millis.scale() <= 15
        ? Optional.of(Instant.ofEpochMilli(millis.longValue()))
        : Optional.empty();
  }
}
