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

  /**
   * The module is off, and the log says so, in class loaders that do not see this class; used where
   * a version that the module does not know has all that its code refers to, and yet works
   * otherwise.
   */
  ModuleDefinition needs(String className);

  /**
   * As {@link #needs(String)}, for a method or field, such as an advised method without which the
   * other advice would leave spans open.
   *
   * @param descriptor {@code ()V} (JVMS 4.3)
   */
  ModuleDefinition needs(String className, String member, String descriptor);
}
