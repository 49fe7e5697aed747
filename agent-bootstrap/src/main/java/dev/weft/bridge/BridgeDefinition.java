package dev.weft.bridge;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Defines a class into {@code java.lang}, without an append to the boot class path: that would cost
 * the service its AppCDS archive and print a warning.
 */
public final class BridgeDefinition {
  private BridgeDefinition() {}

  /**
   * Defines the bridge.
   *
   * @param bridge the class file of {@code java.lang.WeftBridge}
   * @throws Exception if this JVM does not let us
   * @throws LinkageError if the class is there already
   */
  public static void define(Instrumentation instrumentation, byte[] bridge) throws Exception {
    Class<?> module;
    try {
      module = Class.forName("java.lang.Module");
    } catch (ClassNotFoundException java8) {
      defineWithUnsafe(bridge);
      return;
    }
    openJavaLang(instrumentation, module);
    Method privateLookup =
        MethodHandles.class.getMethod(
            "privateLookupIn", Class.class, MethodHandles.Lookup.class); // since Java 9
    Object lookup = privateLookup.invoke(null, Object.class, MethodHandles.lookup());
    MethodHandles.Lookup.class.getMethod("defineClass", byte[].class).invoke(lookup, bridge);
  }

  /** Opens {@code java.lang} to the unnamed module of this class's loader, and to no other. */
  private static void openJavaLang(Instrumentation instrumentation, Class<?> module)
      throws Exception {
    Method getModule = Class.class.getMethod("getModule");
    Object javaBase = getModule.invoke(Object.class);
    Object ours = getModule.invoke(BridgeDefinition.class);
    Instrumentation.class
        .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
        .invoke(
            instrumentation,
            javaBase,
            Collections.emptySet(),
            Collections.emptyMap(),
            Collections.singletonMap("java.lang", Collections.singleton(ours)),
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private static void defineWithUnsafe(byte[] bridge) throws Exception {
    Class<?> unsafe = Class.forName("sun.misc.Unsafe");
    Field instance = unsafe.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    unsafe
        .getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            java.security.ProtectionDomain.class)
        .invoke(instance.get(null), "java/lang/WeftBridge", bridge, 0, bridge.length, null, null);
  }
}
