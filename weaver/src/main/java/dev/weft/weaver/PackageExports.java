package dev.weft.weaver;

import dev.weft.weaver.link.InstrumentationLoaders;
import dev.weft.weaver.plan.PackageExport;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Exports packages of the JDK's modules to the loaders of advice, and to nobody else; opens them,
 * too, for what is not public there. Does nothing before Java 9, whose API is called by reflection.
 */
final class PackageExports {
  private final Instrumentation instrumentation;
  private final InstrumentationLoaders loaders;

  PackageExports(Instrumentation instrumentation, InstrumentationLoaders loaders) {
    this.instrumentation = instrumentation;
    this.loaders = loaders;
  }

  /**
   * @param instrumentationModule named in the log where the export fails
   * @param application the loader whose advice needs the package
   */
  void export(
      PackageExport export, String instrumentationModule, @Nullable ClassLoader application) {
    Class<?> module;
    try {
      module = Class.forName("java.lang.Module");
    } catch (ClassNotFoundException java8) {
      return;
    }
    try {
      Object exporting = bootModule(export.javaModule());
      Method unnamed = ClassLoader.class.getMethod("getUnnamedModule");
      Object advice = unnamed.invoke(loaders.of(application));
      if (exporting != null) {
        export(module, exporting, export.packageName(), advice);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LoggerFactory.getLogger(Weaver.class)
          .warn("{}: {} cannot be exported: {}", instrumentationModule, export.packageName(), e);
    }
  }

  private void export(Class<?> module, Object exporting, String packageName, Object advice)
      throws ReflectiveOperationException {
    Map<String, Set<Object>> toAdvice =
        Collections.singletonMap(packageName, Collections.singleton(advice));
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            exporting,
            Collections.emptySet(),
            toAdvice,
            toAdvice,
            Collections.emptySet(),
            Collections.emptyMap());
  }

  /** Null in a run-time image without the module. */
  private static @Nullable Object bootModule(String name) throws ReflectiveOperationException {
    Class<?> layer = Class.forName("java.lang.ModuleLayer");
    Object boot = layer.getMethod("boot").invoke(null);
    Object found = layer.getMethod("findModule", String.class).invoke(boot, name);
    return Class.forName("java.util.Optional")
        .getMethod("orElse", Object.class)
        .invoke(found, (Object) null);
  }
}
