package dev.weft.weaver.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of all modules: an index of their names, and their plans, still encoded. A module's own
 * fragment has the same form with one entry.
 */
public final class WeavingPlan {
  /** Where the agent finds the plan among its resources. */
  public static final String RESOURCE = "weft.plan";

  /** Where a module's jar keeps its fragment, {@code <module>.plan}. */
  public static final String FRAGMENTS = "META-INF/weft/";

  private static final byte[] MAGIC = {'W', 'E', 'F', 'T', 2};

  private final List<ModuleEntry> modules;

  private WeavingPlan(List<ModuleEntry> modules) {
    this.modules = Collections.unmodifiableList(modules);
  }

  /**
   * Reads the index only.
   *
   * @throws PlanFormatException if that is impossible
   */
  public static WeavingPlan read(byte[] plan) {
    PlanInput in = new PlanInput(plan, 0, plan.length);
    for (byte expected : MAGIC) {
      if (in.unsignedByte() != expected) {
        throw new PlanFormatException("not a weaving plan of this version");
      }
    }
    int count = in.count();
    List<ModuleEntry> modules = new ArrayList<>(count);
    int firstHandle = 0;
    for (int i = 0; i < count; i++) {
      ModuleEntry module = entry(in, firstHandle);
      modules.add(module);
      firstHandle += module.calls();
    }
    return new WeavingPlan(modules);
  }

  private static ModuleEntry entry(PlanInput in, int firstHandle) {
    String name = in.string();
    List<String> aliases = in.strings();
    boolean enabledByDefault = in.bool();
    List<String> exactNames = in.strings();
    List<String> supertypes = in.strings();
    List<String> subtypeMethods = in.strings();
    int calls = in.number();
    int length = in.count();
    int offset = in.position();
    in.skip(length);
    return new ModuleEntry(
        name,
        aliases,
        enabledByDefault,
        exactNames,
        supertypes,
        subtypeMethods,
        calls,
        firstHandle,
        in.data(),
        offset,
        length);
  }

  /** Encodes these modules as one plan. Handles follow from the order. */
  public static byte[] write(List<ModuleEntry> modules) {
    PlanOutput out = new PlanOutput();
    for (byte magic : MAGIC) {
      out.unsignedByte(magic);
    }
    out.number(modules.size());
    for (ModuleEntry module : modules) {
      out.string(module.name());
      out.strings(module.aliases());
      out.bool(module.enabledByDefault());
      out.strings(module.exactNames());
      out.strings(module.supertypes());
      out.strings(module.subtypeMethods());
      out.number(module.calls());
      module.copyBody(out);
    }
    return out.toByteArray();
  }

  public List<ModuleEntry> modules() {
    return modules;
  }

  /** The module whose call has this handle, or null. */
  public @Nullable ModuleEntry moduleOf(int handle) {
    for (int i = 0; i < modules.size(); i++) {
      ModuleEntry module = modules.get(i);
      if (handle >= module.firstHandle() && handle < module.firstHandle() + module.calls()) {
        return module;
      }
    }
    return null;
  }
}
