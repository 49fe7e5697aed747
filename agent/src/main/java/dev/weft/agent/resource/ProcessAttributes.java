package dev.weft.agent.resource;

import io.opentelemetry.api.common.AttributesBuilder;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code process} entity. Its command line is left out: JVM options and arguments hold
 * passwords often enough.
 */
final class ProcessAttributes {

  private ProcessAttributes() {}

  static void put(AttributesBuilder attributes, Surroundings surroundings) {
    long pid = pid(surroundings);
    if (pid > 0) {
      attributes.put("process.pid", pid);
    }
    String executable = executable(surroundings);
    if (executable != null) {
      attributes.put("process.executable.path", executable);
      attributes.put("process.executable.name", new File(executable).getName());
    }
    put(attributes, "process.runtime.name", surroundings.property("java.runtime.name"));
    put(attributes, "process.runtime.version", surroundings.property("java.runtime.version"));
    put(attributes, "process.runtime.description", description(surroundings));
    put(attributes, "process.owner", surroundings.property("user.name"));
  }

  private static void put(AttributesBuilder attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }

  private static @Nullable String description(Surroundings surroundings) {
    StringBuilder description = new StringBuilder();
    for (String part : new String[] {"java.vm.vendor", "java.vm.name", "java.vm.version"}) {
      String value = surroundings.property(part);
      if (value != null) {
        description.append(description.length() == 0 ? "" : " ").append(value);
      }
    }
    return description.length() == 0 ? null : description.toString();
  }

  /**
   * By the link where there is one: {@code ProcessHandle} starts with a pool of threads and costs
   * 36 ms of CPU. Java 8 does not have it, and its JMX way is closed to us.
   */
  private static long pid(Surroundings surroundings) {
    long pid = pidOfLink(surroundings.systemFile("proc/self"));
    if (pid > 0) {
      return pid;
    }
    try {
      Class<?> handle = Class.forName("java.lang.ProcessHandle");
      Object current = handle.getMethod("current").invoke(null);
      return (Long) handle.getMethod("pid").invoke(current);
    } catch (ReflectiveOperationException | RuntimeException beforeJava9) {
      return -1;
    }
  }

  /** On Linux {@code /proc/self} is a link to the directory that is named by the pid. */
  static long pidOfLink(File self) {
    try {
      return Long.parseLong(self.getCanonicalFile().getName());
    } catch (IOException | NumberFormatException e) {
      return -1; // no such file system here
    }
  }

  private static @Nullable String executable(Surroundings surroundings) {
    File link = surroundings.systemFile("proc/self/exe");
    try {
      File target = link.getCanonicalFile();
      if (!target.equals(link.getAbsoluteFile())) {
        return target.getPath();
      }
    } catch (IOException e) {
      // Not Linux, or not allowed: the next guess is good enough.
    }
    String home = surroundings.property("java.home");
    return home == null ? null : home + File.separator + "bin" + File.separator + "java";
  }
}
