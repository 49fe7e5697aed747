package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The self-calling services as jars, which class data archives need, and modules. */
final class SelfCallingJars {
  private final Path folder;

  /**
   * @param folder where they are made when first asked for
   */
  SelfCallingJars(Path folder) {
    this.folder = folder;
  }

  /** On the JDK's own server, for the class path. */
  Path plain() throws IOException {
    return jar("plain.jar", Path.of(Weft.APPS));
  }

  /** On the JDK's own server, a named module. */
  Path modular() throws IOException {
    Path classes = folder.resolve("modular");
    if (!Files.exists(classes)) {
      List<String> arguments =
          new ArrayList<>(List.of("--release", "11", "-d", classes.toString()));
      Path sources = Weft.ROOT.resolve("smoke-tests/src");
      arguments.add(sources.resolve("main/java/example/smoke/SelfCallingServer.java").toString());
      try (Stream<Path> own = Files.walk(sources.resolve("modules/example.relay"))) {
        own.filter(path -> path.toString().endsWith(".java"))
            .forEach(path -> arguments.add(path.toString()));
      }
      run("javac", arguments);
    }
    return jar("relay.jar", classes);
  }

  /** A servlet on Tomcat, by its name the automatic module tomcat.app. */
  Path tomcat() throws IOException {
    return jar("tomcat-app.jar", Weft.ROOT.resolve("smoke-tests/apps/tomcat-10/target/classes"));
  }

  private Path jar(String name, Path classes) throws IOException {
    Path jar = folder.resolve(name);
    if (!Files.exists(jar)) {
      run("jar", List.of("cf", jar.toString(), "-C", classes.toString(), "."));
    }
    return jar;
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int exitCode =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    assertThat(exitCode).as("%s: %s", tool, said).isZero();
  }
}
