package dev.weft.weaver.module;

/** Takes an instrumentation's declarations, one statement at a time. */
public interface ModuleDefinition {
  /**
   * Methods matched by {@code method} in types matched by {@code type} call {@code advice}, a class
   * in Byte Buddy's {@code @Advice} vocabulary with {@code inline = false}.
   */
  ModuleDefinition advise(TypeMatch type, MethodMatch method, Class<?> advice);

  /**
   * The module's helpers use a package that its Java module does not export: it is exported to them
   * on the first match (Java 9+).
   */
  ModuleDefinition export(String javaModule, String packageName);

  /**
   * The module is on only in class loaders that see this class; used to tell major versions of a
   * library apart where the references of the module's own code do not.
   */
  ModuleDefinition requires(String className);

  /** The module is off in class loaders that see this class. */
  ModuleDefinition excludes(String className);
}
