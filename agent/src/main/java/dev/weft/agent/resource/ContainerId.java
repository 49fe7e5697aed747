package dev.weft.agent.resource;

import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The id of the container that the process runs in: 64 hexadecimal digits that the kernel's files
 * about the process betray.
 */
final class ContainerId {
  private static final int LENGTH = 64;

  private ContainerId() {}

  static void put(AttributesBuilder attributes, Surroundings surroundings) {
    String id = find(surroundings);
    if (id != null) {
      attributes.put("container.id", id);
    }
  }

  static @Nullable String find(Surroundings surroundings) {
    // cgroup v1, and v2 with the host's namespace: the last part of a path in /proc/self/cgroup.
    for (String line : TextFile.lines(surroundings.systemFile("proc/self/cgroup"))) {
      String id = idIn(line.substring(line.lastIndexOf('/') + 1));
      if (id != null) {
        return id;
      }
    }
    // cgroup v2: the runtime mounts its own files for hostname and the like into the container.
    for (String line : TextFile.lines(surroundings.systemFile("proc/self/mountinfo"))) {
      int containers = line.indexOf("containers/");
      if (containers >= 0 && line.contains("/etc/host")) {
        String id = idIn(line.substring(containers));
        if (id != null) {
          return id;
        }
      }
    }
    return null;
  }

  /** The first run of exactly 64 hexadecimal digits. */
  private static @Nullable String idIn(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || Character.digit(text.charAt(i), 16) < 0) {
        if (i - start == LENGTH) {
          return text.substring(start, i);
        }
        start = i + 1;
      }
    }
    return null;
  }
}
