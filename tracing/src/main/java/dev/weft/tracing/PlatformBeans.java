package dev.weft.tracing;

import org.jspecify.annotations.Nullable;

/**
 * Where the agent hears that the application has brought JMX up. It never does that itself unasked:
 * which MBean server there is, and when, is the application's choice.
 */
public final class PlatformBeans {
  private static final Object LOCK = new Object();
  private static @Nullable Object server; // guarded by LOCK
  private static @Nullable Listener listener; // guarded by LOCK

  private PlatformBeans() {}

  /** Takes the platform's MBean server, as soon as there is one. */
  public interface Listener {
    /**
     * Called once, on the thread that brought the server up or set the listener.
     *
     * @param server a {@code javax.management.MBeanServer}
     */
    void available(Object server);
  }

  /** Called by whoever sees the application get the platform's MBean server; counts once. */
  public static void available(Object seen) {
    Listener told;
    synchronized (LOCK) {
      if (server != null) {
        return;
      }
      server = seen;
      told = listener;
    }
    if (told != null) {
      told.available(seen);
    }
  }

  /** Sets who is told; at once, if the server is there already. */
  public static void listen(Listener wanted) {
    Object known;
    synchronized (LOCK) {
      listener = wanted;
      known = server;
    }
    if (known != null) {
      wanted.available(known);
    }
  }
}
