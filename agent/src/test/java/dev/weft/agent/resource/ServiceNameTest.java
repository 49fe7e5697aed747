package dev.weft.agent.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNameTest {
  @TempDir Path folder;
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void isUnknownWhereNothingIsKnown() {
    assertThat(name()).isEqualTo("unknown_service:java");
  }

  @Test
  void isTheMainClass() {
    properties.put("sun.java.command", "com.example.shop.Main --port 80");
    assertThat(name()).isEqualTo("com.example.shop.Main");
    properties.put("sun.java.command", "shop.module/com.example.Main");
    assertThat(name()).isEqualTo("com.example.Main");
  }

  @Test
  void isTheJarWithoutItsVersion() throws IOException {
    assertThat(nameOfJar("shop-1.0.0.jar")).isEqualTo("shop");
    assertThat(nameOfJar("web-shop-2-SNAPSHOT.jar")).isEqualTo("web-shop");
    assertThat(nameOfJar("shop.jar")).isEqualTo("shop");
    assertThat(nameOfJar("my shop.jar")).isEqualTo("my shop");
  }

  @Test
  void isWhatSpringIsToldByProperty() throws IOException {
    jar("shop.jar", "BOOT-INF/classes/application.properties", "spring.application.name=inner");
    properties.put("sun.java.command", "shop.jar");
    assertThat(name()).isEqualTo("inner");
    environment.put("SPRING_APPLICATION_NAME", "variable");
    assertThat(name()).isEqualTo("variable");
    properties.put("spring.application.name", "property");
    assertThat(name()).isEqualTo("property");
  }

  @Test
  void isWhatTheYamlFileBesideItSays() throws IOException {
    jar("shop.jar", "BOOT-INF/classes/application.properties", "spring.application.name=inner");
    properties.put("sun.java.command", "shop.jar");
    Files.writeString(
        folder.resolve("application.yml"), "spring:\n  application:\n    name: \"outer\" # mine\n");
    assertThat(name()).isEqualTo("outer");
  }

  @Test
  void ignoresPlaceholders() throws IOException {
    jar("shop.jar", "BOOT-INF/classes/application.properties", "spring.application.name=${app}");
    properties.put("sun.java.command", "shop.jar");
    assertThat(name()).isEqualTo("shop");
  }

  @Test
  void survivesAFileThatIsNoJar() throws IOException {
    Files.writeString(folder.resolve("shop-3.jar"), "not a jar");
    properties.put("sun.java.command", "shop-3.jar");
    assertThat(name()).isEqualTo("shop");
  }

  @Test
  void readsYamlByItsIndentation() {
    assertThat(yaml("spring.application.name: flat")).isEqualTo("flat");
    assertThat(yaml("spring:", "  application.name: dotted")).isEqualTo("dotted");
    assertThat(
            yaml(
                "other:",
                "  application:",
                "    name: no",
                "spring:",
                "  application:",
                "    name: yes"))
        .isEqualTo("yes");
    assertThat(yaml("spring:", "  main:", "    name: no")).isNull();
    assertThat(yaml("spring:", "  main: x", "---", "spring.application.name: profile")).isNull();
    assertThat(yaml(":", "- a", "\t", "a: b: c")).isNull();
  }

  private static String yaml(String... lines) {
    return SpringApplicationName.inYaml(List.of(lines));
  }

  private String nameOfJar(String file) throws IOException {
    jar(file, "some/entry", "");
    properties.put("sun.java.command", file + " --some argument.jar");
    return name();
  }

  private void jar(String file, String entry, String content) throws IOException {
    try (OutputStream output = Files.newOutputStream(folder.resolve(file));
        JarOutputStream jar = new JarOutputStream(output)) {
      jar.putNextEntry(new ZipEntry(entry));
      jar.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String name() {
    Surroundings surroundings =
        new Surroundings(properties::get, environment, folder.toFile(), folder.toFile());
    return ServiceAttributes.name(surroundings, MainProgram.of(surroundings));
  }
}
