package io.lwarotation.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What the enforcer's rule over the imports cannot see: uses by full name, and calls. */
final class LayeringTest {
  // By their folder: what tests bring on to the class path has layers of its own.
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

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
            "io.lwarotation.client..")
        .check(CLASSES);
  }

  @Test
  void adaptersDoNotKnowTheFaceOfTheLibrary() {
    noClasses()
        .that()
        .resideInAPackage("io.lwarotation.adapter..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lwarotation.client..")
        .check(CLASSES);
  }

  @Test
  void nothingStandsOnTheSdkOrOnLambda() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("software.amazon.awssdk..", "com.amazonaws..")
                .and(resideOutsideOfPackage("software.amazon.awssdk.crt..")))
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
