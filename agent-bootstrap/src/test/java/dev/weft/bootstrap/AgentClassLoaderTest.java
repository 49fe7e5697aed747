package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClassLoaderTest {
  @TempDir Path folder;
  private File jar;
  private AgentClassLoader loader;

  @BeforeEach
  void packAJar() throws IOException {
    jar = folder.resolve("an agent.jar").toFile();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar.toPath()))) {
      put(out, "visible.txt", "visible".getBytes(StandardCharsets.UTF_8));
      put(out, "weft/hidden.txt", "hidden".getBytes(StandardCharsets.UTF_8));
      put(out, "weft/" + Sample.class.getName().replace('.', '/') + ".classdata", sample());
      put(out, "weft/broken/Broken.classdata", new byte[] {1, 2, 3});
    }
    loader = AgentClassLoader.open(jar);
  }

  @Test
  void definesItsOwnClassesEvenIfTheApplicationHasThem() throws Exception {
    Class<?> loaded = loader.loadClass(Sample.class.getName());

    assertThat(loaded).isNotSameAs(Sample.class);
    assertThat(loaded.getClassLoader()).isSameAs(loader);
    assertThat(loaded.getPackage().getName()).isEqualTo("dev.weft.bootstrap");
    assertThat(loaded.getProtectionDomain().getCodeSource().getLocation())
        .isEqualTo(jar.toURI().toURL());
    assertThat(loader.loadClass(Sample.class.getName())).isSameAs(loaded);
  }

  @Test
  void sharesTheBootstrapWithTheSystemClassLoader() throws Exception {
    assertThat(loader.loadClass(WeftAgent.class.getName())).isSameAs(WeftAgent.class);
  }

  @Test
  void seesTheModulesOfTheJdk() throws Exception {
    assertThat(loader.loadClass("java.sql.Connection").getName()).isEqualTo("java.sql.Connection");
  }

  @Test
  void neverAsksTheApplication() {
    assertThatThrownBy(() -> loader.loadClass("org.junit.jupiter.api.Test"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(loader.getResource("visible.txt")).isNull();
    assertThat(loader.getResource("org/junit/jupiter/api/Test.class")).isNull();
  }

  @Test
  void answersTheClassFileOfAClassThatItHasNotLoaded() throws Exception {
    assertThat(loader.classFile(Sample.class.getName())).isEqualTo(sample());
    assertThat(loader.classFile("not.There")).isNull();
  }

  @Test
  void opensResources() throws Exception {
    URL url = loader.getResource("hidden.txt");

    assertThat(url).isNotNull();
    try (InputStream in = url.openStream()) {
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hidden");
    }
    assertThat(Collections.list(loader.getResources("hidden.txt"))).hasSize(1);
    try (InputStream in = loader.getResourceAsStream("hidden.txt")) {
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hidden");
    }
  }

  @Test
  void answersAClassFileAsAResource() throws Exception {
    String name = Sample.class.getName().replace('.', '/') + ".class";

    try (InputStream in = loader.getResourceAsStream(name)) {
      assertThat(in.readAllBytes()).isEqualTo(sample());
    }
    assertThat(loader.getResource(name)).isNotNull();
  }

  @Test
  void loadsWhileItsThreadIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThat(loader.loadClass(Sample.class.getName())).isNotNull();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void keepsLoadingWhenTheJarIsReplacedByAnother() throws Exception {
    Path other = folder.resolve("other.jar");
    Files.write(other, new byte[] {'P', 'K'});
    Files.move(other, jar.toPath(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(loader.loadClass(Sample.class.getName())).isNotNull();
  }

  @Test
  void failsAsClassLoadersDoWhenTheJarIsCutOff() throws Exception {
    Files.write(jar.toPath(), new byte[0]);

    assertThatThrownBy(() -> loader.loadClass(Sample.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(loader.classFile(Sample.class.getName())).isNull();
    assertThat(loader.getResourceAsStream("hidden.txt")).isNull();
  }

  @Test
  void rejectsABrokenClassFile() {
    assertThatThrownBy(() -> loader.loadClass("broken.Broken"))
        .isInstanceOf(ClassFormatError.class);
  }

  private static byte[] sample() throws IOException {
    try (InputStream in =
        AgentClassLoaderTest.class.getResourceAsStream("AgentClassLoaderTest$Sample.class")) {
      return in.readAllBytes();
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }

  static final class Sample {}
}
