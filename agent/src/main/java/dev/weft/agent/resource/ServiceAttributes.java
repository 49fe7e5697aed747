package dev.weft.agent.resource;

import io.opentelemetry.api.common.AttributesBuilder;
import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The {@code service} entity, guessed from what was started. */
final class ServiceAttributes {
  /** The value that the conventions want where nothing else is known. */
  private static final String UNKNOWN = "unknown_service:java";

  private ServiceAttributes() {}

  static void put(AttributesBuilder attributes, Surroundings surroundings) {
    MainProgram program = MainProgram.of(surroundings);
    File jar = program.jar();
    attributes.put("service.name", name(surroundings, program));
    attributes.put("service.instance.id", InstanceId.random(surroundings).toString());
    String version = jar == null ? null : version(jar);
    if (version != null) {
      attributes.put("service.version", version);
    }
  }

  static String name(Surroundings surroundings, MainProgram program) {
    String name = SpringApplicationName.find(surroundings, program.jar());
    if (name == null) {
      name = program.jarName();
    }
    if (name == null) {
      name = program.mainClass();
    }
    return name == null ? UNKNOWN : name;
  }

  private static @Nullable String version(File jar) {
    try (JarFile opened = new JarFile(jar, false)) {
      Manifest manifest = opened.getManifest();
      return manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    } catch (IOException e) {
      return null; // unreadable: a service without a known version
    }
  }
}
