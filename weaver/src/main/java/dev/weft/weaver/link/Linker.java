package dev.weft.weaver.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedExceptionAction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Links woven call sites when they are first reached; installed in {@link WeftBridge#linker}.
 *
 * <p>Loading an advice class may run woven code on the same thread. A site that is reached then
 * does nothing for now and is linked at its next call.
 */
public final class Linker implements Function<Object[], Object> {
  private final AdviceTable table;
  private final InstrumentationLoaders loaders;
  private final ThreadLocal<Boolean> linking = new ThreadLocal<>();

  public Linker(AdviceTable table, InstrumentationLoaders loaders) {
    this.table = table;
    this.loaders = loaders;
  }

  /** Takes what {@link WeftBridge#link} takes. */
  @Override
  public CallSite apply(Object[] arguments) {
    if (System.getSecurityManager() == null) {
      return site(arguments);
    }
    // The application, which may do less than the agent, is on the stack.
    return AccessController.doPrivileged(
        new PrivilegedAction<CallSite>() {
          @Override
          public CallSite run() {
            return site(arguments);
          }
        });
  }

  private CallSite site(Object[] arguments) {
    MethodHandles.Lookup caller = (MethodHandles.Lookup) arguments[0];
    ClassLoader loader = caller.lookupClass().getClassLoader();
    AdviceCallSite site =
        new AdviceCallSite((MethodType) arguments[2], loader, (Integer) arguments[3]);
    if (linking.get() == null) {
      linkNow(site);
    } else {
      linkLater(site);
    }
    return site;
  }

  /** Answers whether the site leads to advice now. */
  private boolean linkNow(AdviceCallSite site) {
    // Class loaders may be disturbed by an interrupt, and may leave another context class loader.
    Thread thread = Thread.currentThread();
    boolean interrupted = Thread.interrupted();
    ClassLoader context = thread.getContextClassLoader();
    linking.set(Boolean.TRUE);
    try {
      AdviceTarget target = table.target(site.handle());
      if (target != null) {
        MethodHandle adapter = find(target, site.caller(), site.type());
        site.setTarget(adapter);
        AdviceFailures.of(target.module()).add(site);
        return true;
      }
    } catch (VirtualMachineError passing) {
      // The stack or the memory is at its end just now: nothing is wrong with the site.
      linkLater(site);
    } catch (Throwable failure) {
      LoggerFactory.getLogger(Linker.class)
          .warn("A call to advice could not be linked: {}", String.valueOf(failure));
    } finally {
      linking.remove();
      if (thread.getContextClassLoader() != context) {
        thread.setContextClassLoader(context);
      }
      if (interrupted) {
        thread.interrupt();
      }
    }
    return false;
  }

  private void linkLater(AdviceCallSite site) {
    try {
      MethodHandle retry =
          MethodHandles.lookup()
              .findVirtual(
                  Linker.class,
                  "linkAndCall",
                  MethodType.methodType(Object.class, AdviceCallSite.class, Object[].class));
      int arity = site.type().parameterCount();
      site.setTarget(
          retry.bindTo(this).bindTo(site).asCollector(Object[].class, arity).asType(site.type()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("linkAndCall", e);
    }
  }

  /** The target of a site that could not be linked when it was first reached. */
  @Nullable Object linkAndCall(AdviceCallSite site, Object[] arguments) throws Throwable {
    if (linking.get() != null) {
      return null;
    }
    site.switchOff();
    return linkForAnyone(site) ? site.getTarget().invokeWithArguments(arguments) : null;
  }

  private boolean linkForAnyone(AdviceCallSite site) {
    if (System.getSecurityManager() == null) {
      return linkNow(site);
    }
    return AccessController.doPrivileged(
        new PrivilegedAction<Boolean>() {
          @Override
          public Boolean run() {
            return linkNow(site);
          }
        });
  }

  /** The adapter of a target, for classes of the given loader, whoever is on the stack. */
  MethodHandle findForAnyone(
      AdviceTarget target, @Nullable ClassLoader application, MethodType type) throws Exception {
    if (System.getSecurityManager() == null) {
      return find(target, application, type);
    }
    return AccessController.doPrivileged(
        new PrivilegedExceptionAction<MethodHandle>() {
          @Override
          public MethodHandle run() throws ReflectiveOperationException {
            return find(target, application, type);
          }
        });
  }

  private MethodHandle find(AdviceTarget target, @Nullable ClassLoader application, MethodType type)
      throws ReflectiveOperationException {
    ClassLoader loader = loaders.of(application);
    Class<?> advice = Class.forName(target.adviceClass(), /* initialize= */ true, loader);
    MethodHandle adapter = MethodHandles.publicLookup().findStatic(advice, target.adapter(), type);
    return System.getSecurityManager() == null
        ? adapter
        : PrivilegedAdvice.of(adapter, target.module());
  }
}
