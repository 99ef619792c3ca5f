package io.lwarotation.handler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the enforcer's rule over the imports cannot see: uses by full name, and calls. */
final class LayeringTest {
  private static final Pattern CLIENT =
      Pattern.compile(".*/lwa-client(/target/classes/|-[^/]*\\.jar).*");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // The module lwa-client has a test of its own.
          .withImportOption(location -> !location.matches(CLIENT))
          .importPackages("io.lwarotation");

  @Test
  void coreKnowsNoAwsHttpOrJsonTypeAndNoOtherLayer() {
    noClasses()
        .that()
        .resideInAPackage("io.lwarotation.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..",
            "com.amazonaws..",
            "com.fasterxml..",
            "java.net.http..",
            "java.sql..",
            "io.lwarotation.adapter..",
            "io.lwarotation.handler..")
        .check(CLASSES);
  }

  @Test
  void adaptersDoNotKnowTheHandlers() {
    noClasses()
        .that()
        .resideInAPackage("io.lwarotation.adapter..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lwarotation.handler..")
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
