package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * The only bridge from woven code to the agent.
 *
 * <p>It is defined into {@code java.lang} at start-up, so that every class loader, OSGi's included,
 * sees it without anything being appended to the boot class path (an append costs the service its
 * AppCDS archive). It knows nothing of the agent but two slots of JDK types, which the agent fills.
 */
public final class WeftBridge {
  /**
   * Links a call site. Takes {@code {Lookup caller, String name, MethodType type, Integer handle}},
   * answers a {@link CallSite} of that type, or null for "nothing to call".
   */
  public static volatile Function<Object[], Object> linker;

  /**
   * The targets of {@link #call}, by site number. Woven into class files that are too old to hold
   * an invokedynamic instruction. The array is replaced, never changed, when it grows.
   */
  public static volatile Function<Object[], Object>[] sites;

  private WeftBridge() {}

  /**
   * The bootstrap method of woven invokedynamic instructions. Never throws: what cannot be linked
   * becomes a call that does nothing and answers null.
   *
   * @param handle the number of the advice call in the weaving plan
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, int handle) {
    try {
      Function<Object[], Object> target = linker;
      Object site = target == null ? null : target.apply(new Object[] {caller, name, type, handle});
      if (site instanceof CallSite) {
        return (CallSite) site;
      }
    } catch (Throwable ignored) {
      // The application's method must run: the agent's linker has already reported what it could.
    }
    MethodHandle nothing = MethodHandles.constant(Object.class, null);
    return new ConstantCallSite(MethodHandles.dropArguments(nothing, 0, type.parameterList()));
  }

  /** Calls an advice from a class file older than version 51. Never throws. */
  public static Object call(int site, Object[] arguments) {
    try {
      return sites[site].apply(arguments);
    } catch (Throwable ignored) {
      return null;
    }
  }

  /**
   * What an advice's answer puts in the place of a value.
   *
   * @param element the element of the answered {@code Object[]}, or -1 where the answer itself is
   *     the new value
   * @return {@code original} where the answer, or its element, is null or is not there
   */
  public static Object replacement(Object answer, int element, Object original) {
    Object value = answer;
    if (element >= 0) {
      Object[] values = answer instanceof Object[] ? (Object[]) answer : null;
      value = values != null && element < values.length ? values[element] : null;
    }
    return value == null ? original : value;
  }
}
