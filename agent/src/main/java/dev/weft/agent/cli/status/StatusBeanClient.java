package dev.weft.agent.cli.status;

import dev.weft.agent.jmx.UsesJmx;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads the MBean {@code dev.weft:type=Status} of another JVM. */
@UsesJmx
final class StatusBeanClient {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long GLANCE_MILLIS = 20;

  private StatusBeanClient() {}

  @SuppressWarnings("BanJNDI") // the address is one that a JVM of this user has given by attaching
  static String read(String pid, String address, String attribute) throws NoStatusException {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      ObjectName bean = new ObjectName("dev.weft:type=Status");
      if (!awaits(server, bean)) {
        throw new NoStatusException(
            "Weft in process "
                + pid
                + " does not show itself: it is switched off there (weft.jmx=false,"
                + " otel.sdk.disabled, otel.javaagent.enabled=false), or did not start");
      }
      return (String) server.getAttribute(bean, attribute);
    } catch (IOException | JMException e) {
      throw new NoStatusException("process " + pid + " cannot be asked: " + e);
    }
  }

  /** The agent adds its beans on a thread of its own, some time after JMX has come up. */
  private static boolean awaits(MBeanServerConnection server, ObjectName bean) throws IOException {
    long until = System.nanoTime() + PATIENCE_NANOS;
    while (!server.isRegistered(bean)) {
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      try {
        Thread.sleep(GLANCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
