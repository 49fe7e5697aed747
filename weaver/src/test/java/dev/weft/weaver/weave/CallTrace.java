package dev.weft.weaver.weave;

import java.util.function.Function;

/** What advice was shown, call by call, as text that does not depend on loaders or hashes. */
public final class CallTrace {
  private static final int KEPT = 2_000;
  private static StringBuilder kept = new StringBuilder();
  private static int calls;
  private static long hash;

  private CallTrace() {}

  static synchronized void clear() {
    kept = new StringBuilder();
    calls = 0;
    hash = 0;
  }

  static synchronized int calls() {
    return calls;
  }

  /** The number of calls, a hash over all of them, and the first of them in full. */
  static synchronized String summary() {
    return calls + " calls, hash " + hash + "\n" + kept;
  }

  /** Notes an entry; the answer is shown to the exit. */
  public static synchronized Object enter(
      Class<?> type, String method, Object instance, Object[] arguments) {
    add("enter " + type.getName() + "." + method + " " + show(instance) + show(arguments));
    return calls;
  }

  public static synchronized void exit(
      Class<?> type,
      String method,
      Object[] arguments,
      Object entered,
      Object returned,
      Throwable thrown) {
    add(
        ("exit " + type.getName() + "." + method + " " + show(arguments))
            + (" of " + entered + " " + show(returned) + show(thrown)));
  }

  private static void add(String line) {
    calls++;
    hash = hash * 31 + line.hashCode();
    if (calls <= KEPT) {
      kept.append(line).append('\n');
    }
  }

  private static String show(Object value) {
    if (value instanceof Object[] && value.getClass() == Object[].class) {
      StringBuilder all = new StringBuilder("[");
      for (Object element : (Object[]) value) {
        all.append(showOne(element)).append(' ');
      }
      return all.append(']').toString();
    }
    return showOne(value);
  }

  private static String showOne(Object value) {
    boolean plain =
        value instanceof Number
            || value instanceof String
            || value instanceof Boolean
            || value instanceof Character;
    return value == null ? "null" : plain ? value.toString() : value.getClass().getName();
  }

  /** A target for {@code WeftBridge.sites} of our own weaving. */
  static Function<Object[], Object> site(int handle) {
    return arguments -> {
      if (handle == Recorder.ENTER) {
        return enter(
            (Class<?>) arguments[0], (String) arguments[1], arguments[2], (Object[]) arguments[3]);
      }
      exit(
          (Class<?>) arguments[0],
          (String) arguments[1],
          (Object[]) arguments[2],
          arguments[3],
          arguments[4],
          (Throwable) arguments[5]);
      return null;
    };
  }
}
