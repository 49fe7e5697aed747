package example.smoke;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.util.logging.LogManager;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/**
 * Makes in main the settings that the JVM takes once: they work only if nothing before main has
 * initialised what they set.
 */
public final class LateSettings {
  private LateSettings() {}

  public static void main(String[] arguments) {
    URL.setURLStreamHandlerFactory(
        new URLStreamHandlerFactory() {
          @Override
          public URLStreamHandler createURLStreamHandler(String protocol) {
            return null;
          }
        });
    System.out.println("url factory");

    System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
    System.out.println(LogManager.getLogManager().getClass().getSimpleName());

    System.setProperty("javax.management.builder.initial", OwnBuilder.class.getName());
    ManagementFactory.getPlatformMBeanServer();
    System.out.println(OwnBuilder.used ? "OwnBuilder" : "the JDK's builder");
  }

  /** An application server's own log manager. */
  public static final class OwnLogManager extends LogManager {}

  /** An application server's own builder of MBean servers. */
  public static final class OwnBuilder extends MBeanServerBuilder {
    static volatile boolean used;

    @Override
    public MBeanServer newMBeanServer(
        String defaultDomain, MBeanServer outer, MBeanServerDelegate delegate) {
      used = true;
      return super.newMBeanServer(defaultDomain, outer, delegate);
    }
  }
}
