package dev.weft.weaver.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The call sites of class files that are too old for invokedynamic, by number. */
public final class OldClassSites {
  private final AdviceTable table;
  private final Linker linker;

  public OldClassSites(AdviceTable table, Linker linker) {
    this.table = table;
    this.linker = linker;
  }

  /**
   * Makes a site in {@link WeftBridge#sites}.
   *
   * @param application the loader of the class that is being woven
   * @return its number
   */
  public synchronized int add(int handle, @Nullable ClassLoader application) {
    Function<Object[], Object>[] old = WeftBridge.sites;
    int number = old == null ? 0 : old.length;
    @SuppressWarnings({"unchecked", "rawtypes"})
    Function<Object[], Object>[] grown =
        old == null ? new Function[1] : Arrays.copyOf(old, number + 1);
    grown[number] = new Site(handle, application == null ? null : new WeakReference<>(application));
    WeftBridge.sites = grown;
    return number;
  }

  private final class Site implements Function<Object[], @Nullable Object> {
    private final int handle;
    private final @Nullable WeakReference<ClassLoader> application;

    // Weak: the advice class keeps its loader, and with it the application's, alive. The loader
    // comes back from the table of loaders while the classes that use it are there.
    private @Nullable WeakReference<MethodHandle> adapter;

    Site(int handle, @Nullable WeakReference<ClassLoader> application) {
      this.handle = handle;
      this.application = application;
    }

    @Override
    public @Nullable Object apply(Object[] arguments) {
      AdviceTarget target = table.target(handle);
      if (target == null || AdviceFailures.isOff(target.module())) {
        return null;
      }
      try {
        return adapter(target, arguments.length).invokeWithArguments(arguments);
      } catch (Throwable failure) {
        AdviceFailures.report(target.module(), failure);
        return null;
      }
    }

    private MethodHandle adapter(AdviceTarget target, int arity) throws Exception {
      WeakReference<MethodHandle> reference = adapter;
      MethodHandle known = reference == null ? null : reference.get();
      if (known == null) {
        ClassLoader loader = application == null ? null : application.get();
        known = linker.findForAnyone(target, loader, MethodType.genericMethodType(arity));
        adapter = new WeakReference<>(known);
      }
      return known;
    }
  }
}
