package io.lwarotation.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How the values of options are read. What is wrong with one is said in words of people, where a
 * library would name a class, and without the value, which may be a credential in a wrong place.
 */
final class OptionValues {
  private OptionValues() {}

  static CommandLine readBy(CommandLine line) {
    return line.registerConverter(
            LocalDate.class,
            or(
                "a day as year-month-day, such as 2026-12-07 for the 7th of December",
                LocalDate::parse))
        .registerConverter(Boolean.TYPE, or("no value", OptionValues::flag))
        .registerConverter(Integer.TYPE, or("a whole number", Integer::valueOf))
        .registerConverter(Long.TYPE, or("a whole number", Long::valueOf))
        .registerConverter(Double.TYPE, or("a number", Double::valueOf));
  }

  /** As picocli itself says that a flag is there. */
  private static boolean flag(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException();
  }

  private static <T> ITypeConverter<T> or(String takes, Function<String, T> read) {
    return text -> {
      try {
        return read.apply(text.strip());
      } catch (IllegalArgumentException | DateTimeException _) {
        throw new TypeConversionException("it takes " + takes);
      }
    };
  }
}
