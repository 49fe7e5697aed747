package dev.weft.weaver.link;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.LoggerFactory;

/**
 * Counts what advice throws, by module. The first failure of a module is logged; after {@link
 * #LIMIT} of them the module is switched off in the whole JVM.
 *
 * <p>Generated adapters call {@link #report} from their only handler:
 *
 * <pre>
 *   try { return advice(…); } catch (Throwable t) { AdviceFailures.report("module", t); return null; }
 * </pre>
 */
public final class AdviceFailures {
  /** How many failures a module may have. */
  public static final int LIMIT = 20;

  private static final ConcurrentMap<String, ModuleSites> MODULES = new ConcurrentHashMap<>();

  private AdviceFailures() {}

  /** Takes note of a failure. Throws nothing, unless the stack or the memory is at its end. */
  public static void report(String module, Throwable failure) {
    ModuleSites sites = of(module);
    int count = sites.fail();
    if (count == 1) {
      LoggerFactory.getLogger(AdviceFailures.class)
          .warn("{}: advice failed, the application goes on: {}", module, describe(failure));
    }
    if (count == LIMIT) {
      sites.switchOff();
      LoggerFactory.getLogger(AdviceFailures.class)
          .warn("{}: switched off after {} failures", module, LIMIT);
    }
  }

  /** How often advice of this module has failed. */
  public static int count(String module) {
    ModuleSites sites = MODULES.get(module);
    return sites == null ? 0 : sites.failures();
  }

  /** Whether this module has been switched off. */
  public static boolean isOff(String module) {
    ModuleSites sites = MODULES.get(module);
    return sites != null && sites.isOff();
  }

  static ModuleSites of(String module) {
    ModuleSites known = MODULES.get(module);
    if (known != null) {
      return known;
    }
    ModuleSites created = new ModuleSites();
    ModuleSites other = MODULES.putIfAbsent(module, created);
    return other == null ? created : other;
  }

  /** Without the message, which may hold what does not belong into a log. */
  private static String describe(Throwable failure) {
    String type = failure.getClass().getName();
    try {
      StackTraceElement[] trace = failure.getStackTrace();
      return trace.length == 0 ? type : type + " at " + trace[0];
    } catch (Throwable overridden) {
      // An exception of the application may throw from its own methods.
      return type;
    }
  }
}
