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
    return line.registerConverter(LocalDate.class, OptionValues::day)
        .registerConverter(Boolean.TYPE, OptionValues::flag)
        .registerConverter(Integer.TYPE, whole(Integer::valueOf))
        .registerConverter(Long.TYPE, whole(Long::valueOf))
        .registerConverter(Double.TYPE, number("a number", Double::valueOf));
  }

  private static boolean flag(String text) {
    if (text.equals("true") || text.equals("false")) { // as the library itself says it
      return text.equals("true");
    }
    throw new TypeConversionException("it takes no value");
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "it takes a day as year-month-day, such as 2026-12-07 for the 7th of December");
    }
  }

  private static <T> ITypeConverter<T> whole(Function<String, T> read) {
    return number("a whole number", read);
  }

  private static <T> ITypeConverter<T> number(String what, Function<String, T> read) {
    return text -> {
      try {
        return read.apply(text.strip());
      } catch (NumberFormatException _) {
        throw new TypeConversionException("it takes " + what);
      }
    };
  }
}
