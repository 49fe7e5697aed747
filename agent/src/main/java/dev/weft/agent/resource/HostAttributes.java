package dev.weft.agent.resource;

import io.opentelemetry.api.common.AttributesBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code host} and {@code os} entities. */
final class HostAttributes {
  /** What {@code os.name} begins with, and the convention's value. */
  private static final String[][] SYSTEMS = {
    {"linux", "linux"},
    {"windows", "windows"},
    {"mac os x", "darwin"},
    {"freebsd", "freebsd"},
    {"netbsd", "netbsd"},
    {"openbsd", "openbsd"},
    {"dragonflybsd", "dragonflybsd"},
    {"hp-ux", "hpux"},
    {"aix", "aix"},
    {"solaris", "solaris"},
    {"sunos", "solaris"},
    {"z/os", "zos"},
  };

  /** What the JVM calls a processor, and the convention's value. */
  private static final String[][] PROCESSORS = {
    {"x86_64", "amd64"},
    {"aarch64", "arm64"},
    {"arm", "arm32"},
    {"i386", "x86"},
    {"i486", "x86"},
    {"i586", "x86"},
    {"i686", "x86"},
    {"ppc64le", "ppc64"},
    {"ppc", "ppc32"},
  };

  private HostAttributes() {}

  static void put(AttributesBuilder attributes, Surroundings surroundings) {
    String host = hostName(surroundings);
    if (host != null) {
      attributes.put("host.name", host);
    }
    String processor = surroundings.property("os.arch");
    if (processor != null) {
      attributes.put("host.arch", processor(processor));
    }
    String system = surroundings.property("os.name");
    if (system != null) {
      String type = system(system);
      if (type != null) {
        attributes.put("os.type", type);
      }
      String version = surroundings.property("os.version");
      attributes.put("os.description", version == null ? system : system + " " + version);
    }
  }

  static String processor(String architecture) {
    for (String[] processor : PROCESSORS) {
      if (architecture.equals(processor[0])) {
        return processor[1];
      }
    }
    return architecture;
  }

  static @Nullable String system(String osName) {
    String lower = osName.toLowerCase(Locale.ROOT);
    for (String[] system : SYSTEMS) {
      if (lower.startsWith(system[0])) {
        return system[1];
      }
    }
    return null;
  }

  /** Asks the resolver last: it may take seconds where DNS is broken. */
  private static @Nullable String hostName(Surroundings surroundings) {
    List<String> kernel = TextFile.lines(surroundings.systemFile("proc/sys/kernel/hostname"));
    if (!kernel.isEmpty() && !kernel.get(0).trim().isEmpty()) {
      return kernel.get(0).trim();
    }
    String variable = surroundings.variable("HOSTNAME");
    if (variable == null) {
      variable = surroundings.variable("COMPUTERNAME");
    }
    if (variable != null) {
      return variable;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return null; // a host without a name
    }
  }
}
