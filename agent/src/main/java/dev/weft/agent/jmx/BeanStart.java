package dev.weft.agent.jmx;

import dev.weft.agent.live.SamplingControl;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.PlatformBeans;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Adds the agent's MBean where there is an MBean server, on a thread of its own: the application's
 * has other things to do than to load the classes for it.
 */
public final class BeanStart implements PlatformBeans.Listener {
  private final SamplingControl control;

  /** A start of the MBean of the given control. */
  public BeanStart(SamplingControl control) {
    this.control = control;
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
    new AgentThread(new Registering(control, server), "weft-jmx").start();
  }

  private static final class Registering implements Runnable {
    private final SamplingControl control;
    private final @Nullable Object server;

    Registering(SamplingControl control, @Nullable Object server) {
      this.control = control;
      this.server = server;
    }

    @Override
    public void run() {
      try {
        BeanRegistration.register(control, server);
      } catch (Throwable t) {
        // A JVM without java.management, or a server that refuses.
        LoggerFactory.getLogger(BeanStart.class).warn("there is no MBean: {}", t.toString());
      }
    }
  }
}
