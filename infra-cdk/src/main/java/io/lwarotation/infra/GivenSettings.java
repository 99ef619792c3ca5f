package io.lwarotation.infra;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was given for one application, each value checked when it is asked for.
 *
 * @param values by the settings' names: text from {@code -c}, any JSON from cdk.json
 * @param where that is, for a refusal; nothing if there is one application only
 */
record GivenSettings(Map<String, ?> values, String where) {
  private static final int MOST = 20;

  /** The value, or its default. */
  String text(Setting setting) {
    return text(setting, setting.otherwise());
  }

  /** The value, or what holds without one. */
  String text(Setting setting, String otherwise) {
    Object value = values.get(setting.key());
    String text = value == null ? otherwise : oneText(setting, value);
    check(setting, text);
    return text;
  }

  boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  /** Text with commas, or a list; the same text twice counts once. */
  List<String> texts(Setting setting) {
    Object value = values.get(setting.key());
    Stream<String> given =
        switch (value) {
          case null -> Stream.of();
          case List<?> list -> list.stream().map(element -> oneText(setting, element));
          default ->
              Stream.of(oneText(setting, value).split(",", -1)).filter(part -> !part.isBlank());
        };
    Set<String> texts = new LinkedHashSet<>(given.map(String::strip).toList());
    if (texts.size() > MOST) {
      throw refused(
          setting, texts.size() + " values", "give at most " + MOST + " for one application");
    }
    texts.forEach(text -> check(setting, text));
    return List.copyOf(texts);
  }

  private void check(Setting setting, String text) {
    String problem = setting.problemOf(text);
    if (problem != null) {
      throw refused(setting, text, problem);
    }
  }

  private String oneText(Setting setting, @Nullable Object value) {
    return switch (value) {
      case String text when QuotedInput.looksLikeCredential(text) ->
          throw refused(
              setting, text, "credentials are stored with ./lwa put, never in the settings");
      case String text -> text;
      case Boolean flag when setting.isFlag() -> flag.toString();
      case Integer number -> number.toString();
      case Long number -> number.toString();
      // A number without fraction may come as a double out of the CDK's process.
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case null, default ->
          throw refused(setting, String.valueOf(value), "give text, in quotation marks");
    };
  }

  SettingException refused(Setting setting, String value, String remedy) {
    return new SettingException(
        "Setting %s=%s%s is refused: %s."
            .formatted(setting.key(), QuotedInput.text(setting.shown(value)), where, remedy));
  }
}
