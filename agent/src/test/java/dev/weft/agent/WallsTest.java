package dev.weft.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.weft.agent", importOptions = DoNotIncludeTests.class)
class WallsTest {
  @ArchTest
  static final ArchRule configurationKnowsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("dev.weft.agent.config")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.weft.agent.config", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule loggingKnowsSlf4jOnly =
      classes()
          .that()
          .resideInAPackage("dev.weft.agent.logging..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.weft.agent.logging..", "java..", "org.slf4j..", "org.jspecify..");

  @ArchTest
  static final ArchRule theStartNeedsNoCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.weft.agent.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.weft.agent.cli..");

  @ArchTest
  static final ArchRule theCommandLineNeedsNoSdk =
      noClasses()
          .that()
          .resideInAPackage("dev.weft.agent.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "dev.weft.weaver..", "dev.weft.exporter..");

  @ArchTest
  static final ArchRule nothingTouchesWhatTheApplicationMayWantToChoose =
      noClasses()
          .that()
          .areNotAnnotatedWith("dev.weft.agent.jmx.UsesJmx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.logging..", "javax.management..", "java.lang.management..", "javax.net..");
}
