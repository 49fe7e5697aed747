package dev.weft.weaver.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Advice under a security manager: it may do what the agent may, though the application, which may
 * do less, has called it. What advice calls of the application still has the application's rights.
 */
final class PrivilegedAdvice {
  private final MethodHandle adapter;
  private final String module;

  private PrivilegedAdvice(MethodHandle adapter, String module) {
    this.adapter = adapter;
    this.module = module;
  }

  /** A handle of the adapter's type that calls it so. */
  static MethodHandle of(MethodHandle adapter, String module) throws ReflectiveOperationException {
    MethodType type = adapter.type();
    return MethodHandles.lookup()
        .findVirtual(
            PrivilegedAdvice.class, "call", MethodType.methodType(Object.class, Object[].class))
        .bindTo(new PrivilegedAdvice(adapter, module))
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  @Nullable Object call(Object[] arguments) {
    return AccessController.doPrivileged(
        new PrivilegedAction<@Nullable Object>() {
          @Override
          public @Nullable Object run() {
            try {
              return adapter.invokeWithArguments(arguments);
            } catch (Throwable failure) {
              AdviceFailures.report(module, failure);
              return null;
            }
          }
        });
  }
}
