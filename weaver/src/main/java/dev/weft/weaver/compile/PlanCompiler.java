package dev.weft.weaver.compile;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Compiles the instrumentation modules in a folder of classes: writes each one's plan to {@code
 * META-INF/weft/<module>.plan} there, and adds to its advice classes the adapters that woven code
 * calls. Running it again on the result changes nothing.
 */
public final class PlanCompiler {
  private final ClassesFolder classes;
  private final ClassLoader loader;

  private PlanCompiler(ClassesFolder classes, ClassLoader loader) {
    this.classes = classes;
    this.loader = loader;
  }

  /**
   * @param arguments the folder of classes; one that does not exist has no modules
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected one argument: the folder of classes");
    }
    Path folder = Paths.get(arguments[0]);
    if (!Files.isDirectory(folder)) {
      return;
    }
    ClassLoader caller = PlanCompiler.class.getClassLoader();
    for (String module : compile(folder, caller)) {
      System.out.println("Compiled the weaving plan of " + module);
    }
  }

  /**
   * Compiles the modules in {@code folder}.
   *
   * @param classPath sees what the modules were compiled against
   * @return the modules' names
   * @throws PlanCompileException if the plan cannot express a module
   */
  public static List<String> compile(Path folder, ClassLoader classPath) throws IOException {
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, classPath)) {
      return new PlanCompiler(new ClassesFolder(folder), loader).compile();
    }
  }

  private List<String> compile() throws IOException {
    List<String> names = new ArrayList<>();
    List<String> moduleClasses = classes.implementationsOf(InstrumentationModule.class);
    for (String moduleClass : moduleClasses) {
      InstrumentationModule module = instantiate(moduleClass);
      ModuleEntry entry = new ModuleCompiler(module, classes, moduleClasses, loader).compile();
      Path file = classes.file(WeavingPlan.FRAGMENTS + module.name() + ".plan");
      Files.createDirectories(file.getParent());
      Files.write(file, WeavingPlan.write(Collections.singletonList(entry)));
      names.add(module.name());
    }
    return names;
  }

  private InstrumentationModule instantiate(String internalName) {
    String name = internalName.replace('/', '.');
    try {
      Class<?> type = Class.forName(name, /* initialize= */ true, loader);
      return (InstrumentationModule) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new PlanCompileException(
          name + ": cannot be instantiated by a public constructor without parameters: " + e, e);
    }
  }
}
