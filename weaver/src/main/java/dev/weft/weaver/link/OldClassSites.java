package dev.weft.weaver.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
   * @param className that class's, with slashes
   * @return its number
   */
  public synchronized int add(int handle, @Nullable ClassLoader application, String className) {
    Function<Object[], Object>[] old = WeftBridge.sites;
    int number = old == null ? 0 : old.length;
    @SuppressWarnings({"unchecked", "rawtypes"})
    Function<Object[], Object>[] grown =
        old == null ? new Function[1] : Arrays.copyOf(old, number + 1);
    grown[number] = new Site(handle, application, className.replace('/', '.'));
    WeftBridge.sites = grown;
    return number;
  }

  /** By the class that calls them, which keeps them as a newer one's linked call sites do. */
  private static final class Adapters extends ClassValue<Queue<MethodHandle>> {
    static final Adapters KEPT = new Adapters();

    @Override
    protected Queue<MethodHandle> computeValue(Class<?> caller) {
      return new ConcurrentLinkedQueue<>();
    }
  }

  private final class Site implements Function<Object[], @Nullable Object> {
    private final int handle;
    private final @Nullable WeakReference<ClassLoader> application;
    private final String className;

    // Weak: the advice class keeps its loader, and with it the application's, alive.
    private @Nullable WeakReference<MethodHandle> adapter;

    Site(int handle, @Nullable ClassLoader application, String className) {
      this.handle = handle;
      this.application = application == null ? null : new WeakReference<>(application);
      this.className = className;
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
        Adapters.KEPT.get(caller(loader)).add(known);
        adapter = new WeakReference<>(known);
      }
      return known;
    }

    /** The class that the site stands in; it is at work, and so is not loaded by this. */
    private Class<?> caller(@Nullable ClassLoader loader) throws ClassNotFoundException {
      // Classes of the boot loader stay, and to ask for one may need a permission.
      return loader == null
          ? Object.class
          : Class.forName(className, /* initialize= */ false, loader);
    }
  }
}
