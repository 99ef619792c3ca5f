package io.lwarotation.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on machines of other languages, calendars and numerals. */
@ExtendWith(SharedStage.class)
final class LanguagesTest {
  private final Stage stage;

  LanguagesTest(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @CsvSource({
    "status, ar-EG",
    "check, ar-EG",
    "history, ar-EG",
    "cost, de-DE",
    "check, tr-TR",
    "history, th-TH-u-ca-buddhist-nu-thai"
  })
  void everyCommandSaysTheSameInEveryLanguageOfTheMachine(String name, Locale language)
      throws Exception {
    Answers.answer(stage.call("{}"));
    Command plain = Command.run(stage.cloud().endpoints(), "", List.of(name));
    List<String> line = Command.line(List.of(name));
    line.addAll(
        1,
        List.of(
            "-Duser.language=" + language.getLanguage(),
            "-Duser.country=" + language.getCountry(),
            "-Duser.extensions=" + language.toLanguageTag().replaceFirst(".*?(-u-|$)", "u-")));

    assertEquals(plain, Command.runLine(stage.cloud().endpoints(), "", line));
  }
}
