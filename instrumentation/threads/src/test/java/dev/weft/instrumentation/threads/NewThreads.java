package dev.weft.instrumentation.threads;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** What Java 21 has and this test's source level has not. */
final class NewThreads {
  private NewThreads() {}

  /** A thread that is not started. */
  static Thread virtual(String name, Runnable task) {
    Object builder = call(method("java.lang.Thread", "ofVirtual"), null);
    Class<?> type = method("java.lang.Thread", "ofVirtual").getReturnType();
    builder = call(method(type.getName(), "name", String.class), builder, name);
    return (Thread) call(method(type.getName(), "unstarted", Runnable.class), builder, task);
  }

  static ThreadFactory virtualFactory() {
    return task -> virtual("", task);
  }

  static Thread startVirtual(Runnable task) {
    return (Thread)
        call(method("java.lang.Thread", "startVirtualThread", Runnable.class), null, task);
  }

  static ExecutorService executor(ThreadFactory factory) {
    return (ExecutorService)
        call(
            method(Executors.class.getName(), "newThreadPerTaskExecutor", ThreadFactory.class),
            null,
            factory);
  }

  static ExecutorService virtualExecutor() {
    return (ExecutorService)
        call(method(Executors.class.getName(), "newVirtualThreadPerTaskExecutor"), null);
  }

  private static Method method(String type, String name, Class<?>... parameters) {
    try {
      return Class.forName(type).getMethod(name, parameters);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object call(Method method, Object on, Object... arguments) {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
