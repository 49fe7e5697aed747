package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherTracingAgentTest {
  @TempDir Path folder;

  private final AgentJars jars = new AgentJars(new File("/weft-agent.jar"));

  @Test
  void isKnownByTheClassThatItsJarNames() throws IOException {
    Path renamed = jar("tracing.jar", "io.opentelemetry.javaagent.OpenTelemetryAgent");

    String found = jars.premainClass(renamed.toString());

    assertThat(OtherTracingAgent.nameOf(found)).isEqualTo("the OpenTelemetry agent");
  }

  @Test
  void isNoneThatDoesSomethingElse() throws IOException {
    assertThat(OtherTracingAgent.nameOf("org.jacoco.agent.rt.internal.PreMain")).isNull();
    assertThat(OtherTracingAgent.nameOf("dev.weft.bootstrap.WeftAgent")).isNull();
    assertThat(jars.premainClass(jar("plain.jar", null).toString())).isNull();
    assertThat(jars.premainClass(folder.resolve("absent.jar").toString())).isNull();
  }

  @Test
  void isAmongTheArgumentsOfTheJvm() {
    String[] arguments = {
      "-Xmx1g",
      "-javaagent:/a.jar",
      "-javaagent:/weft-agent.jar=x=1",
      "-javaagent:b c.jar=x=1",
      "-Dx=-javaagent:"
    };

    assertThat(jars.optionsIn(arguments)).containsExactly("/a.jar", "b c.jar");
  }

  @Test
  void isAtTheEndOfJava8sClassPath() throws IOException {
    Path application = jar("app.jar", null);
    Path one = jar("one.jar", "one.Agent");
    Path other = jar("other.jar", "other.Agent");
    String classPath =
        String.join(File.pathSeparator, "classes", "" + application, "" + one, "" + other);

    assertThat(jars.atTheEndOf(classPath)).containsExactly("" + one, "" + other);
    assertThat(jars.atTheEndOf("" + one)).containsExactly("" + one);
    assertThat(jars.atTheEndOf("")).isEmpty();
  }

  @Test
  void isFoundBeyondOurOwnJar() throws IOException {
    Path other = jar("other.jar", "other.Agent");
    // Not there: it cannot have been looked into.
    String classPath = String.join(File.pathSeparator, "classes", "" + other, "/weft-agent.jar");

    assertThat(jars.atTheEndOf(classPath)).containsExactly("" + other);
  }

  @Test
  void isLookedIntoOnce() throws IOException {
    Path other = jar("other.jar", "other.Agent");

    assertThat(jars.atTheEndOf("" + other)).containsExactly("" + other);
    Files.delete(other);

    assertThat(jars.premainClass("" + other)).isEqualTo("other.Agent");
  }

  private Path jar(String name, @Nullable String premainClass) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (premainClass != null) {
      manifest.getMainAttributes().putValue("Premain-Class", premainClass);
    }
    Path file = folder.resolve(name);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }
}
