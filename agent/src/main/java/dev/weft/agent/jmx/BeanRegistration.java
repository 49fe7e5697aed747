package dev.weft.agent.jmx;

import dev.weft.agent.live.SamplingControl;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Registers {@code dev.weft:type=Sampling}. */
@UsesJmx
final class BeanRegistration {
  private static final String NAME = "dev.weft:type=Sampling";

  private BeanRegistration() {}

  /**
   * Registers the bean.
   *
   * @param known an {@code MBeanServer}; null for the platform's, which is brought up if it is not
   *     there
   */
  static void register(SamplingControl control, @Nullable Object known) throws JMException {
    MBeanServer server =
        known == null ? ManagementFactory.getPlatformMBeanServer() : (MBeanServer) known;
    ObjectName name = new ObjectName(NAME);
    if (!server.isRegistered(name)) {
      server.registerMBean(new SamplingBean(control), name);
    }
  }
}
