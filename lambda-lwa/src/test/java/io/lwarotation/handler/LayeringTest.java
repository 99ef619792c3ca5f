package io.lwarotation.handler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What the modules' class paths cannot say; that the core sees nothing but itself, they do. */
final class LayeringTest {
  // Core, client and functions.
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.lwarotation");

  @Test
  void adaptersKnowNeitherTheHandlersNorTheFaceOfTheLibrary() {
    noClasses()
        .that()
        .resideInAPackage("io.lwarotation.adapter..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lwarotation.handler..", "io.lwarotation.client..")
        .check(CLASSES);
  }

  @Test
  void onlyWiringKnowsTheTime() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Wiring")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }
}
