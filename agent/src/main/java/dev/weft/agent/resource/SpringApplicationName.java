package dev.weft.agent.resource;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The name that a Spring Boot application gives itself: {@code spring.application.name}, looked for
 * where Spring looks, in plain text. A name made of placeholders counts as none.
 */
final class SpringApplicationName {
  private static final String PROPERTY = "spring.application.name";
  private static final String[] FILES = {
    "application.properties", "application.yml", "application.yaml"
  };
  private static final String[] JAR_FOLDERS = {"BOOT-INF/classes/", "WEB-INF/classes/", ""};
  private static final String[] FOLDERS = {"config/", ""};

  private SpringApplicationName() {}

  static @Nullable String find(Surroundings surroundings, @Nullable File jar) {
    String name = surroundings.property(PROPERTY);
    if (name == null) {
      name = surroundings.variable("SPRING_APPLICATION_NAME");
    }
    if (name == null) {
      name = inFolder(surroundings);
    }
    return name == null && jar != null ? inJar(jar) : name;
  }

  private static @Nullable String inFolder(Surroundings surroundings) {
    for (String folder : FOLDERS) {
      for (String file : FILES) {
        String name = read(file, TextFile.lines(surroundings.file(folder + file)));
        if (name != null) {
          return name;
        }
      }
    }
    return null;
  }

  private static @Nullable String inJar(File jar) {
    try (JarFile opened = new JarFile(jar, false)) {
      for (String folder : JAR_FOLDERS) {
        for (String file : FILES) {
          ZipEntry entry = opened.getEntry(folder + file);
          String name = entry == null ? null : read(file, lines(opened, entry));
          if (name != null) {
            return name;
          }
        }
      }
    } catch (IOException e) {
      return null; // not a jar: then the JVM will say so, or has a name by other means
    }
    return null;
  }

  private static List<String> lines(JarFile jar, ZipEntry entry) throws IOException {
    try (InputStream input = jar.getInputStream(entry)) {
      return TextFile.lines(input);
    }
  }

  private static @Nullable String read(String file, List<String> lines) {
    String name = file.endsWith(".properties") ? inProperties(lines) : inYaml(lines);
    return name == null || name.isEmpty() || name.contains("${") || name.contains("@")
        ? null
        : name;
  }

  private static @Nullable String inProperties(List<String> lines) {
    for (String line : lines) {
      String trimmed = line.trim();
      if (trimmed.startsWith(PROPERTY)) {
        String rest = trimmed.substring(PROPERTY.length()).trim();
        if (rest.startsWith("=") || rest.startsWith(":")) {
          return rest.substring(1).trim();
        }
      }
    }
    return null;
  }

  /** Follows the keys by their indentation; knows no anchors, flows or several documents. */
  static @Nullable String inYaml(List<String> lines) {
    String[] keys = new String[8];
    int[] indents = new int[8];
    int depth = 0;
    for (String line : lines) {
      String content = line.trim();
      int colon = content.indexOf(':');
      if (content.startsWith("---") && depth > 0) {
        return null; // further documents belong to profiles
      }
      if (content.isEmpty() || content.startsWith("#") || colon <= 0) {
        continue;
      }
      int indent = line.indexOf(content.charAt(0));
      while (depth > 0 && indents[depth - 1] >= indent) {
        depth--;
      }
      if (depth == keys.length) {
        continue;
      }
      keys[depth] = content.substring(0, colon).trim();
      indents[depth] = indent;
      depth++;
      if (path(keys, depth).equals(PROPERTY)) {
        return scalar(content.substring(colon + 1).trim());
      }
    }
    return null;
  }

  private static String path(String[] keys, int depth) {
    StringBuilder path = new StringBuilder(keys[0]);
    for (int i = 1; i < depth; i++) {
      path.append('.').append(keys[i]);
    }
    return path.toString();
  }

  private static String scalar(String text) {
    char quote = text.isEmpty() ? ' ' : text.charAt(0);
    if (quote == '"' || quote == '\'') {
      int end = text.indexOf(quote, 1);
      return end < 0 ? text : text.substring(1, end);
    }
    int comment = text.indexOf(" #");
    return comment < 0 ? text : text.substring(0, comment).trim();
  }
}
