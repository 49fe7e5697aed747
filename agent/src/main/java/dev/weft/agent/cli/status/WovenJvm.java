package dev.weft.agent.cli.status;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Tells JVMs with Weft from others. */
final class WovenJvm {
  private static final String OPTION = "-javaagent:";
  private static final String PREMAIN = "dev.weft.bootstrap.WeftAgent";

  private WovenJvm() {}

  /** Whether an option of the JVM names Weft as its agent. */
  static boolean hasWeft(AttachedJvm jvm) throws NoStatusException {
    for (String option : jvm.options().split(" ")) {
      if (option.startsWith(OPTION)) {
        String path = option.substring(OPTION.length());
        int arguments = path.indexOf('=');
        if (isWeft(jvm.folder(), arguments < 0 ? path : path.substring(0, arguments))) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isWeft(String folder, String path) {
    File jar = Paths.get(folder).resolve(path).toFile();
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      return manifest != null
          && PREMAIN.equals(manifest.getMainAttributes().getValue("Premain-Class"));
    } catch (IOException e) {
      // In another container, or replaced since: the name is what is left to go by.
      return jar.getName().contains("weft");
    }
  }

  /** What the JVMs with Weft run, by process id. Those that cannot be asked are left out. */
  static Map<String, String> among(AttachApi attach) throws NoStatusException {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> jvm : attach.jvms().entrySet()) {
      if (mayHaveAgent(jvm.getKey()) && hasWeft(attach, jvm.getKey())) {
        found.put(jvm.getKey(), jvm.getValue());
      }
    }
    return found;
  }

  private static boolean hasWeft(AttachApi attach, String pid) {
    try (AttachedJvm attached = attach.attach(pid)) {
      return hasWeft(attached);
    } catch (NoStatusException e) {
      return false; // ended meanwhile, or lets nobody attach
    }
  }

  /**
   * Whether the process was started with an agent, or with options from a file; so that a JVM that
   * is none of ours is not disturbed. Where that cannot be seen, it may.
   */
  private static boolean mayHaveAgent(String pid) {
    Path process = Paths.get("/proc", pid);
    try {
      String line = read(process.resolve("cmdline"));
      return line.contains(OPTION)
          || line.contains("\0@")
          || read(process.resolve("environ")).contains(OPTION);
    } catch (IOException e) {
      return true;
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
