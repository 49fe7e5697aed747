package dev.weft.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.weaver.link.InstrumentationLoaders;
import dev.weft.weaver.plan.PackageExport;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class PackageExportsTest {
  private final ClassLoader application = new ClassLoader(null) {};
  private final InstrumentationLoaders loaders =
      new InstrumentationLoaders(name -> null, PackageExportsTest.class.getClassLoader());
  private final ClassLoader advice = loaders.of(application);
  private final PackageExports exports = new PackageExports(ByteBuddyAgent.install(), loaders);

  @Test
  void exportsToTheLoaderOfAdviceOnly() {
    Module base = Object.class.getModule();

    exports.export(new PackageExport("java.base", "sun.net.www.http"), "sample", application);

    assertThat(base.isExported("sun.net.www.http", advice.getUnnamedModule())).isTrue();
    assertThat(base.isExported("sun.net.www.http", application.getUnnamedModule())).isFalse();
  }

  @Test
  void passesOverModulesThatAreNotThere() {
    exports.export(new PackageExport("java.gone", "gone"), "sample", application);

    assertThat(advice.getUnnamedModule().isNamed()).isFalse();
  }
}
