package dev.weft.weaver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.weft.weaver", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageWallsTest {
  private static final String ROOT = "dev.weft.weaver";
  private static final String PLAN = ROOT + ".plan..";
  private static final String MODULE = ROOT + ".module..";
  private static final String COMPILE = ROOT + ".compile..";
  private static final String MATCH = ROOT + ".match..";
  private static final String WEAVE = ROOT + ".weave..";
  private static final String LINK = ROOT + ".link..";

  @ArchTest
  static final ArchRule runTimeNeverSeesBuildTime =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT, PLAN, MATCH, WEAVE, LINK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(COMPILE, MODULE, "net.bytebuddy..");

  @ArchTest
  static final ArchRule buildTimeSeesOnlyThePlan =
      noClasses()
          .that()
          .resideInAnyPackage(COMPILE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, MATCH, WEAVE, LINK);

  @ArchTest
  static final ArchRule modulesAreDeclaredInJdkTypesOnly =
      noClasses()
          .that()
          .resideInAPackage(MODULE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, PLAN, COMPILE, MATCH, WEAVE, LINK, "org.objectweb.asm..");

  @ArchTest
  static final ArchRule thePlanIsData =
      noClasses()
          .that()
          .resideInAPackage(PLAN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, MODULE, COMPILE, MATCH, WEAVE, LINK, "org.objectweb.asm..");

  @ArchTest
  static final ArchRule matchingKnowsThePlanOnly =
      noClasses()
          .that()
          .resideInAPackage(MATCH)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, WEAVE, LINK, "org.objectweb.asm..");

  @ArchTest
  static final ArchRule weavingKnowsThePlanOnly =
      noClasses()
          .that()
          .resideInAPackage(WEAVE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, MATCH);

  @ArchTest
  static final ArchRule linkingKnowsThePlanOnly =
      noClasses()
          .that()
          .resideInAPackage(LINK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, MATCH, WEAVE);

  @ArchTest
  static final ArchRule nothingSeesTheSdk =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "dev.weft.tracing..");
}
