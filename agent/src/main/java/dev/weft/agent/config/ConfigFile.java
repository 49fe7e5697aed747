package dev.weft.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** The properties file that {@code otel.javaagent.configuration-file} names. */
final class ConfigFile {
  private static final long LARGEST = 1 << 20;

  private ConfigFile() {}

  /** Reads the file; what cannot be read is a problem and counts as empty. */
  static Map<String, String> read(String path, Consumer<String> problems) {
    File file = new File(path);
    if (file.length() > LARGEST) {
      problems.accept(complaint(path, "is larger than 1 MiB"));
      return Collections.emptyMap();
    }
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      problems.accept(complaint(path, "cannot be read"));
    } catch (IllegalArgumentException e) {
      problems.accept(complaint(path, "is not a properties file: " + e.getMessage()));
    }
    Map<String, String> values = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      values.put(name, properties.getProperty(name));
    }
    return values;
  }

  private static String complaint(String path, String what) {
    return Options.CONFIGURATION_FILE.name()
        + "="
        + Printable.shorten(path)
        + " "
        + what
        + "; going on without it";
  }
}
