package dev.weft.weaver.compile;

import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.PlanFormatException;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Merges the plan fragments of a class path into the agent's plan, ordered by module name. */
public final class PlanMerger {
  private PlanMerger() {}

  /**
   * @param arguments the file to write, then the class path's entries; without entries, those of
   *     the loader of this class
   */
  public static void main(String... arguments) throws IOException {
    List<Path> entries = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      entries.add(Paths.get(arguments[i]));
    }
    if (entries.isEmpty()) {
      entries = classPath(PlanMerger.class.getClassLoader());
    }
    Path output = Paths.get(arguments[0]).toAbsolutePath();
    Files.createDirectories(output.getParent());
    byte[] plan = merge(entries);
    Files.write(output, plan);
    System.out.println(
        "Merged the plans of " + WeavingPlan.read(plan).modules().size() + " modules");
  }

  /**
   * One plan of all fragments.
   *
   * @param classPath folders and jars; missing ones are passed over
   * @throws PlanCompileException if two modules have one name
   */
  public static byte[] merge(List<Path> classPath) throws IOException {
    TreeMap<String, ModuleEntry> modules = new TreeMap<>();
    for (Path entry : classPath) {
      for (byte[] fragment : fragments(entry)) {
        for (ModuleEntry module : read(fragment, entry).modules()) {
          if (modules.put(module.name(), module) != null) {
            throw new PlanCompileException(entry + ": a second module " + module.name());
          }
        }
      }
    }
    return WeavingPlan.write(new ArrayList<>(modules.values()));
  }

  /** The folders and jars that a class loader reads: its own, or the system's. */
  public static List<Path> classPath(ClassLoader loader) {
    List<Path> entries = new ArrayList<>();
    if (loader instanceof URLClassLoader) {
      for (URL url : ((URLClassLoader) loader).getURLs()) {
        try {
          entries.add(Paths.get(url.toURI()));
        } catch (URISyntaxException e) {
          throw new PlanCompileException("not a file: " + url, e);
        }
      }
    } else {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        entries.add(Paths.get(entry));
      }
    }
    return entries;
  }

  private static WeavingPlan read(byte[] fragment, Path entry) {
    try {
      return WeavingPlan.read(fragment);
    } catch (PlanFormatException e) {
      throw new PlanCompileException(entry + ": " + e.getMessage(), e);
    }
  }

  private static List<byte[]> fragments(Path entry) throws IOException {
    List<byte[]> fragments = new ArrayList<>();
    Path folder = entry.resolve(WeavingPlan.FRAGMENTS);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.plan")) {
        for (Path file : files) {
          fragments.add(Files.readAllBytes(file));
        }
      }
    } else if (Files.isRegularFile(entry) && entry.toString().endsWith(".jar")) {
      readJar(entry, fragments);
    }
    return fragments;
  }

  private static void readJar(Path jar, List<byte[]> fragments) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
        ZipEntry file = e.nextElement();
        String name = file.getName();
        if (name.startsWith(WeavingPlan.FRAGMENTS) && name.endsWith(".plan")) {
          fragments.add(readAll(zip.getInputStream(file)));
        }
      }
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
