package dev.weft.agent.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.weaver.compile.PlanMerger;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.ModulePlan;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MajorVersionsTest {
  /** Otherwise the log would tell users of the one version that the module for the other is off. */
  @Test
  void ofALibraryAreToldApartByEveryModuleThatWeavesClassesOfBoth() throws IOException {
    List<Path> classPath = PlanMerger.classPath(getClass().getClassLoader());
    List<ModuleEntry> modules = WeavingPlan.read(PlanMerger.merge(classPath)).modules();
    List<ModuleEntry> ofOneOfSeveral =
        modules.stream()
            .filter(module -> modules.stream().anyMatch(other -> isOtherVersion(module, other)))
            .toList();

    assertThat(ofOneOfSeveral)
        .extracting(ModuleEntry::name)
        .contains("spring-webmvc-3.1", "spring-webmvc-6.0");
    for (ModuleEntry module : ofOneOfSeveral) {
      ModulePlan plan = module.plan();
      assertThat(plan.requires().size() + plan.excludes().size())
          .as("classes that %s requires or excludes", module.name())
          .isPositive();
    }
  }

  private static boolean isOtherVersion(ModuleEntry module, ModuleEntry other) {
    return module != other
        && !Collections.disjoint(module.aliases(), other.aliases())
        && !Collections.disjoint(module.exactNames(), other.exactNames());
  }
}
