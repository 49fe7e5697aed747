package dev.weft.agent.jmx;

import dev.weft.agent.status.Self;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.PlatformBeans;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Adds the agent's MBeans where there is an MBean server, on a thread of its own: the application's
 * has other things to do than to load the classes for it.
 */
public final class BeanStart implements PlatformBeans.Listener {
  private final Self self;

  /** A start of the MBeans of the given agent. */
  public BeanStart(Self self) {
    this.self = self;
  }

  /** Registers with the platform's MBean server, bringing it up if it is not. */
  public void begin() {
    start(null);
  }

  @Override
  public void available(Object server) {
    start(server);
  }

  private void start(@Nullable Object server) {
    new AgentThread(new Registering(self, server), "weft-jmx").start();
  }

  private static final class Registering implements Runnable {
    private final Self self;
    private final @Nullable Object server;

    Registering(Self self, @Nullable Object server) {
      this.self = self;
      this.server = server;
    }

    @Override
    public void run() {
      try {
        BeanRegistration.register(self, server);
      } catch (Throwable t) {
        // A JVM without java.management, or a server that refuses.
        LoggerFactory.getLogger(BeanStart.class).warn("there is no MBean: {}", t.toString());
      }
    }
  }
}
