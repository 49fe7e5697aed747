package dev.weft.agent.jmx;

import dev.weft.agent.status.Self;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Registers {@code dev.weft:type=Sampling} and {@code dev.weft:type=Status}. */
@UsesJmx
final class BeanRegistration {
  private static final String SAMPLING = "dev.weft:type=Sampling";
  private static final String STATUS = "dev.weft:type=Status";

  private BeanRegistration() {}

  /**
   * Registers the beans.
   *
   * @param known an {@code MBeanServer}; null for the platform's, which is brought up if it is not
   *     there
   */
  static void register(Self self, @Nullable Object known) throws JMException {
    MBeanServer server =
        known == null ? ManagementFactory.getPlatformMBeanServer() : (MBeanServer) known;
    register(server, SAMPLING, new SamplingBean(self.sampling()));
    register(server, STATUS, new StatusBean(self));
  }

  private static void register(MBeanServer server, String name, Object bean) throws JMException {
    ObjectName known = new ObjectName(name);
    if (!server.isRegistered(known)) {
      server.registerMBean(bean, known);
    }
  }
}
